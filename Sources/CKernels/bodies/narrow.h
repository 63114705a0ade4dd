// Convolution to a few output channels, such as a head's single logit: a panel of 16 columns would
// be almost empty, so the vectors lie along the input channels and each output is a dot product.

// The end of one output channel of a tile: `rows` sums, several at a time where channels do not differ.
INLINE void narrow_finish(const ck_convolution *c, const vf sum[CK_TILE], int output,
                          float *const *y, const float *const *residual, int rows) {
  float out[2 * LANES + CK_TILE];
  const vf last[4] = {sum[4], sum[5], v_zero(), v_zero()};
  v_sum4(sum, out);
  v_sum4(last, out + 4);
  vf bias = v_set(c->bias[output]);
  if (residual[0] || c->activation.kind == CK_PRELU) {
    for (int i = 0; i < rows; i++) {
      v_store_n(y[i] + output, finish(v_set(out[i]), bias, residual[i], &c->activation, output, 1), 1);
    }
    return;
  }
  for (int i = 0; i < CK_TILE; i += LANES) {
    v_store(out + i, activate(v_add(v_load(out + i), bias), &c->activation, output, LANES));
  }
  for (int i = 0; i < rows; i++) y[i][output] = out[i];
}

// One output channel of one tile, of whose pixels the first `rows` are stored.
INLINE void narrow_tile(const ck_convolution *c, const void *const *table, int output, int rows) {
  const float *const *a = (const float *const *)table;
  float *const *y = (float *const *)(table + c->taps * CK_TILE);
  const float *w = c->weights + (ptrdiff_t)output * c->taps * c->depth;
  int whole = c->depth / LANES * LANES, rest = c->depth - whole;
  vf acc[CK_TILE];
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
  narrow_finish(c, acc, output, y, (const float *const *)(y + CK_TILE), rows);
}

// The same for a whole tile of one row whose taps all lie inside the input, at `x` and `step` apart, and
// channels that fill vectors: no table says where the taps lie.
INLINE void narrow_row_tile(const ck_convolution *c, const float *x, ptrdiff_t step, int output,
                            float *const *y, const float *const *residual) {
  const float *w = c->weights + (ptrdiff_t)output * c->taps * c->depth;
  vf acc[CK_TILE];
#pragma clang loop unroll(full)
  for (int i = 0; i < CK_TILE; i++) acc[i] = v_zero();
  for (int tap = 0; tap < c->taps; tap++) {
    const float *at = x + c->tap_y[tap] * c->input.row + c->tap_x[tap] * c->input.pixel;
    for (int k = 0; k < c->depth; k += LANES, w += LANES) {
      vf weight = v_load(w);
#pragma clang loop unroll(full)
      for (int i = 0; i < CK_TILE; i++) acc[i] = v_fma(v_load(at + i * step + k), weight, acc[i]);
    }
  }
  narrow_finish(c, acc, output, y, residual, CK_TILE);
}

// How far taps reach, to tell which pixels have all of theirs inside the input.
typedef struct {
  int32_t top, bottom, left, right;
} ck_reach;

INLINE ck_reach reach_of(const ck_convolution *c) {
  ck_reach reach = {c->tap_y[0], c->tap_y[0], c->tap_x[0], c->tap_x[0]};
  for (int tap = 1; tap < c->taps; tap++) {
    reach.top = (int32_t)smaller(reach.top, c->tap_y[tap]);
    reach.left = (int32_t)smaller(reach.left, c->tap_x[tap]);
    if (c->tap_y[tap] > reach.bottom) reach.bottom = c->tap_y[tap];
    if (c->tap_x[tap] > reach.right) reach.right = c->tap_x[tap];
  }
  return reach;
}

// Whether a tile that begins at a pixel lies in one row and sees the inside of the input only.
INLINE int is_inside(const ck_convolution *c, const ck_pixel *at, const ck_reach *reach) {
  ptrdiff_t y = at->y * c->stride_y, x = at->x * c->stride_x;
  ptrdiff_t end = (at->x + CK_TILE - 1) * c->stride_x;
  return at->x + CK_TILE <= c->output.width && y + reach->top >= 0 && x + reach->left >= 0 &&
         y + reach->bottom < c->input.height && end + reach->right < c->input.width;
}

INLINE void narrow_row(const ck_convolution *c, ck_pixel *at) {
  const ck_map *in = &c->input, *out = &c->output, *r = &c->residual;
  const float *x = in->data + at->picture * in->batch + at->y * c->stride_y * in->row +
                   at->x * c->stride_x * in->pixel;
  float *y[CK_TILE];
  const float *residual[CK_TILE];
  for (int i = 0; i < CK_TILE; i++) {
    y[i] = out->data + at->picture * out->batch + at->y * out->row + (at->x + i) * out->pixel;
    residual[i] = r->data ? r->data + at->picture * r->batch + at->y * r->row +
                                (at->x + i) * r->pixel
                          : NULL;
  }
  for (int output = 0; output < c->output_channels; output++) {
    narrow_row_tile(c, x, c->stride_x * in->pixel, output, y, residual);
  }
  at->x += CK_TILE;
  if (at->x < out->width) return;
  at->x = 0;
  if (++at->y < out->height) return;
  at->y = 0;
  at->picture++;
}

static void convolve_narrow(const ck_convolution *c, ptrdiff_t first, ptrdiff_t last,
                            void *scratch) {
  const void **table = scratch;
  ck_pixel at = pixel_at(c, first);
  ck_reach reach = reach_of(c);
  while (first < last) {
    int rows = (int)smaller(CK_TILE, last - first);
    if (rows == CK_TILE && c->depth % LANES == 0 && is_inside(c, &at, &reach)) {
      narrow_row(c, &at);
      first += CK_TILE;
      continue;
    }
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
