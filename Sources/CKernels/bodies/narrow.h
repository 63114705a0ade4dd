// Convolution to a few output channels, such as a head's single logit: a panel of 16 columns would
// be almost empty, so the vectors lie along the input channels and each output is a dot product.

// One output channel of one tile, of whose pixels the first `rows` are stored.
INLINE void narrow_tile(const ck_convolution *c, const void *const *table, int output, int rows) {
  const float *const *a = (const float *const *)table;
  float *const *y = (float *const *)(table + c->taps * CK_TILE);
  const float *const *residual = (const float *const *)(y + CK_TILE);
  const float *w = c->weights + (ptrdiff_t)output * c->taps * c->depth;
  int whole = c->depth / LANES * LANES, rest = c->depth - whole;
  vf acc[CK_TILE], sum[CK_TILE];
#pragma clang loop unroll(full)
  for (int i = 0; i < CK_TILE; i++) acc[i] = v_zero();
  for (int tap = 0; tap < c->taps; tap++, a += CK_TILE, w += c->depth) {
    for (int k = 0; k < whole; k += LANES) {
      vf weight = v_load(w + k);
#pragma clang loop unroll(full)
      for (int i = 0; i < CK_TILE; i++) acc[i] = v_fma(v_load(a[i] + k), weight, acc[i]);
    }
    if (rest == 0) continue;
    vf weight = v_load_n(w + whole, rest);
#pragma clang loop unroll(full)
    for (int i = 0; i < CK_TILE; i++) {
      acc[i] = v_fma(v_load_n(a[i] + whole, rest), weight, acc[i]);
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < CK_TILE; i++) sum[i] = acc[i];
  vf bias = v_set(c->bias[output]);
  for (int i = 0; i < rows; i++) {
    vf out = finish(v_set(v_sum(sum[i])), bias, residual[i], &c->activation, output, 1);
    v_store_n(y[i] + output, out, 1);
  }
}

static void convolve_narrow(const ck_convolution *c, ptrdiff_t first, ptrdiff_t last,
                            void *scratch) {
  const void **table = scratch;
  ck_pixel at = pixel_at(c, first);
  while (first < last) {
    int rows = (int)smaller(CK_TILE, last - first);
    for (int i = 0; i < rows; i++) point_at(c, &at, table, i);
    for (int i = rows; i < CK_TILE; i++) {
      for (int tap = 0; tap < c->taps; tap++) {
        table[tap * CK_TILE + i] = table[tap * CK_TILE + rows - 1];
      }
    }
    for (int output = 0; output < c->output_channels; output++) {
      narrow_tile(c, table, output, rows);
    }
    first += rows;
  }
}
