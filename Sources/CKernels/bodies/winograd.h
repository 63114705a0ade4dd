// Winograd's minimal filtering (Lavin and Gray: Fast Algorithms for Convolutional Neural Networks,
// CVPR 2016): an output tile of m x m costs (m + 2)^2 products instead of 9 m^2.
//
// Channels-last makes both transforms plain vector code over channels; between them stand
// (m + 2)^2 matrix products with the register tile of gemm.h.

// B^T d: the values of F(4, 3) at the points 0, 1, -1, 2, -2 and infinity.
INLINE void winograd4_forward(const vf d[6], vf v[6]) {
  const vf two = v_set(2), four = v_set(4), five = v_set(5);
  vf a = v_sub(d[4], v_mul(four, d[2])), b = v_sub(d[3], v_mul(four, d[1]));
  vf c = v_sub(d[4], d[2]), e = v_mul(two, v_sub(d[3], d[1]));
  v[0] = v_fma(four, d[0], v_sub(d[4], v_mul(five, d[2])));
  v[1] = v_add(a, b);
  v[2] = v_sub(a, b);
  v[3] = v_add(c, e);
  v[4] = v_sub(c, e);
  v[5] = v_fma(four, d[1], v_sub(d[5], v_mul(five, d[3])));
}

// A^T m of F(4, 3).
INLINE void winograd4_backward(const vf m[6], vf y[4]) {
  vf even = v_add(m[1], m[2]), odd = v_sub(m[1], m[2]);
  vf even2 = v_add(m[3], m[4]), odd2 = v_sub(m[3], m[4]);
  y[0] = v_add(v_add(m[0], even), even2);
  y[1] = v_fma(v_set(2), odd2, odd);
  y[2] = v_fma(v_set(4), even2, even);
  y[3] = v_add(v_fma(v_set(8), odd2, odd), m[5]);
}

// B^T d: the values of F(2, 3) at the points 0, 1, -1 and infinity.
INLINE void winograd2_forward(const vf d[4], vf v[4]) {
  v[0] = v_sub(d[0], d[2]);
  v[1] = v_add(d[1], d[2]);
  v[2] = v_sub(d[2], d[1]);
  v[3] = v_sub(d[1], d[3]);
}

// A^T m of F(2, 3).
INLINE void winograd2_backward(const vf m[4], vf y[2]) {
  y[0] = v_add(v_add(m[0], m[1]), m[2]);
  y[1] = v_sub(v_sub(m[1], m[2]), m[3]);
}

// Where a tile lies: its picture, its first output pixel, and its first input pixel.
typedef struct {
  ptrdiff_t picture, y, x, input_y, input_x;
} ck_place;

INLINE ck_place place_of(const ck_winograd *w, ptrdiff_t tile, int order) {
  ptrdiff_t x = tile % w->tiles_x;
  tile /= w->tiles_x;
  ptrdiff_t y = tile % w->tiles_y;
  tile /= w->tiles_y;
  ptrdiff_t phase_x = tile % w->dilation;
  tile /= w->dilation;
  ck_place at;
  at.picture = tile / w->dilation;
  at.y = tile % w->dilation + y * order * w->dilation;
  at.x = phase_x + x * order * w->dilation;
  at.input_y = at.y - w->top;
  at.input_x = at.x - w->left;
  return at;
}

// Transforms LANES channels of one tile, whose pixels lie `row` and `pixel` floats apart.
INLINE void transform_tile(const float *d, ptrdiff_t row, ptrdiff_t pixel, float *values,
                           ptrdiff_t plane, const int order) {
  const int side = order + 2;
  vf half[6][6];
#pragma clang loop unroll(full)
  for (int x = 0; x < side; x++) {
    vf column[6], v[6];
    for (int y = 0; y < side; y++) column[y] = v_load(d + y * row + x * pixel);
    if (order == 4) {
      winograd4_forward(column, v);
    } else {
      winograd2_forward(column, v);
    }
    for (int y = 0; y < side; y++) half[y][x] = v[y];
  }
#pragma clang loop unroll(full)
  for (int y = 0; y < side; y++) {
    vf v[6];
    if (order == 4) {
      winograd4_forward(half[y], v);
    } else {
      winograd2_forward(half[y], v);
    }
    for (int x = 0; x < side; x++) v_store(values + (y * side + x) * plane, v[x]);
  }
}

// Copies n channels of a tile that reaches over an edge, or of the last channels; zeros elsewhere.
static void gather_tile(const ck_winograd *w, const ck_place *at, int channel, int n, int side,
                        float *patch) {
  const float *picture = w->input.data + at->picture * w->input.batch + channel;
  for (int i = 0; i < side * side; i++) {
    ptrdiff_t y = at->input_y + i / side * w->dilation, x = at->input_x + i % side * w->dilation;
    int inside = y >= 0 && y < w->input.height && x >= 0 && x < w->input.width;
    vf v = v_zero();
    if (inside) v = v_load_up_to(picture + y * w->input.row + x * w->input.pixel, n);
    v_store(patch + i * LANES, v);
  }
}

INLINE void winograd_input(const ck_winograd *w, ptrdiff_t first, ptrdiff_t last, float *values,
                           ptrdiff_t plane, ptrdiff_t stride, const int order) {
  const int side = order + 2;
  const ptrdiff_t row = w->dilation * w->input.row, pixel = w->dilation * w->input.pixel;
  for (ptrdiff_t tile = first; tile < last; tile++, values += stride) {
    ck_place at = place_of(w, tile, order);
    ptrdiff_t reach = (ptrdiff_t)(side - 1) * w->dilation;
    int interior = at.input_y >= 0 && at.input_y + reach < w->input.height && at.input_x >= 0 &&
                   at.input_x + reach < w->input.width;
    const float *corner = w->input.data + at.picture * w->input.batch +
                          at.input_y * w->input.row + at.input_x * w->input.pixel;
    for (int channel = 0; channel < w->input_channels; channel += LANES) {
      int n = w->input_channels - channel;
      if (interior && n >= LANES) {
        transform_tile(corner + channel, row, pixel, values + channel, plane, order);
      } else {
        float patch[36 * LANES];
        gather_tile(w, &at, channel, n, side, patch);
        transform_tile(patch, side * LANES, LANES, values + channel, plane, order);
      }
    }
  }
}

// The products of one plane: rows of values times the panel's weights of that plane.
INLINE void multiply_plane(const float *values, ptrdiff_t tile, ptrdiff_t tiles, const float *w,
                           int depth, int width, float *products, const int vectors) {
  ptrdiff_t groups = (tiles + CK_TILE - 1) / CK_TILE;
  for (ptrdiff_t g = 0; g < groups; g++) {
    ptrdiff_t start = tile_start(g, groups, tiles), rows = tile_start(g + 1, groups, tiles) - start;
    const float *a[CK_TILE];
    for (int i = 0; i < rows; i++) a[i] = values + (start + i) * tile;
    vf sum[CK_TILE][2];
    switch (rows) {
      case 6: multiply_tile(a, 0, w, 1, depth, width, sum, 6, vectors); break;
      case 5: multiply_tile(a, 0, w, 1, depth, width, sum, 5, vectors); break;
      case 4: multiply_tile(a, 0, w, 1, depth, width, sum, 4, vectors); break;
      case 3: multiply_tile(a, 0, w, 1, depth, width, sum, 3, vectors); break;
      case 2: multiply_tile(a, 0, w, 1, depth, width, sum, 2, vectors); break;
      case 1: multiply_tile(a, 0, w, 1, depth, width, sum, 1, vectors); break;
    }
    for (int i = 0; i < rows; i++) {
      for (int v = 0; v < vectors; v++) {
        v_store(products + (start + i) * CK_PANEL + v * LANES, sum[i][v]);
      }
    }
  }
}

// A^T M A, bias, residual and activation of one tile for LANES output channels.
INLINE void finish_tile(const ck_winograd *w, const ck_place *at, const float *products,
                        ptrdiff_t plane, int channel, const int order) {
  const int side = order + 2;
  int n = w->output_channels - channel;
  vf half[4][6], bias = v_load(w->bias + channel);
#pragma clang loop unroll(full)
  for (int x = 0; x < side; x++) {
    vf m[6], y[4];
    for (int i = 0; i < side; i++) m[i] = v_load(products + (i * side + x) * plane);
    if (order == 4) {
      winograd4_backward(m, y);
    } else {
      winograd2_backward(m, y);
    }
    for (int i = 0; i < order; i++) half[i][x] = y[i];
  }
  for (int i = 0; i < order; i++) {
    vf out[4];
    if (order == 4) {
      winograd4_backward(half[i], out);
    } else {
      winograd2_backward(half[i], out);
    }
    ptrdiff_t y = at->y + i * w->dilation;
    if (y >= w->output.height) break;
    for (int j = 0; j < order; j++) {
      ptrdiff_t x = at->x + j * w->dilation;
      if (x >= w->output.width) break;
      const ck_map *r = &w->residual;
      const float *residual =
          r->data ? r->data + at->picture * r->batch + y * r->row + x * r->pixel : NULL;
      vf value = finish(out[j], bias, residual, &w->activation, channel, n);
      float *target = w->output.data + at->picture * w->output.batch + y * w->output.row +
                      x * w->output.pixel;
      v_store_up_to(target + channel, value, n);
    }
  }
}

INLINE void winograd_output(const ck_winograd *w, ptrdiff_t first, ptrdiff_t last, int32_t panel,
                            const float *values, ptrdiff_t plane, ptrdiff_t tile, float *products,
                            const int order) {
  const int planes = (order + 2) * (order + 2);
  ptrdiff_t tiles = last - first, product_plane = tiles * CK_PANEL + CK_PANEL;
  int start = panel * CK_PANEL, width = ck_panel_width(w->output_channels, start);
  const float *weights = w->weights + (ptrdiff_t)start * planes * w->input_channels;
  for (int p = 0; p < planes; p++, weights += (ptrdiff_t)w->input_channels * width) {
    float *target = products + p * product_plane;
    if (width >= 2 * LANES) {
      for (int column = 0; column < width; column += 2 * LANES) {
        multiply_plane(values + p * plane, tile, tiles, weights + column, w->input_channels, width,
                       target + column, 2);
      }
    } else {
      multiply_plane(values + p * plane, tile, tiles, weights, w->input_channels, width, target, 1);
    }
  }
  for (ptrdiff_t t = first; t < last; t++, products += CK_PANEL) {
    ck_place at = place_of(w, t, order);
    for (int column = 0; column < width && start + column < w->output_channels; column += LANES) {
      finish_tile(w, &at, products + column, product_plane, start + column, order);
    }
  }
}

static void winograd2_input(const ck_winograd *w, ptrdiff_t first, ptrdiff_t last, float *values,
                            ptrdiff_t plane, ptrdiff_t tile) {
  winograd_input(w, first, last, values, plane, tile, 2);
}
static void winograd4_input(const ck_winograd *w, ptrdiff_t first, ptrdiff_t last, float *values,
                            ptrdiff_t plane, ptrdiff_t tile) {
  winograd_input(w, first, last, values, plane, tile, 4);
}
static void winograd2_output(const ck_winograd *w, ptrdiff_t first, ptrdiff_t last, int32_t panel,
                             const float *values, ptrdiff_t plane, ptrdiff_t tile,
                             float *products) {
  winograd_output(w, first, last, panel, values, plane, tile, products, 2);
}
static void winograd4_output(const ck_winograd *w, ptrdiff_t first, ptrdiff_t last, int32_t panel,
                             const float *values, ptrdiff_t plane, ptrdiff_t tile,
                             float *products) {
  winograd_output(w, first, last, panel, values, plane, tile, products, 4);
}

// G g of F(4, 3) and F(2, 3): the values of the filter's polynomial at the points of the transform.
INLINE void filter_values(const vf g[3], vf v[6], const int order) {
  vf even = v_add(g[0], g[2]);
  if (order == 2) {
    const vf half = v_set(0.5f);
    v[0] = g[0];
    v[1] = v_mul(half, v_add(even, g[1]));
    v[2] = v_mul(half, v_sub(even, g[1]));
    v[3] = g[2];
    return;
  }
  const vf sixth = v_set(-1.0f / 6), part = v_set(1.0f / 24);
  vf even2 = v_fma(v_set(4), g[2], g[0]), odd2 = v_add(g[1], g[1]);
  v[0] = v_mul(v_set(0.25f), g[0]);
  v[1] = v_mul(sixth, v_add(even, g[1]));
  v[2] = v_mul(sixth, v_sub(even, g[1]));
  v[3] = v_mul(part, v_add(even2, odd2));
  v[4] = v_mul(part, v_sub(even2, odd2));
  v[5] = g[2];
}

// One filter for each of LANES outputs: G g G^T, `plane` floats apart.
INLINE void transform_filters(const float g[9][CK_PANEL], vf scale, float *target, ptrdiff_t plane,
                              const int order) {
  const int side = order + 2;
  vf rows[6][3];
#pragma clang loop unroll(full)
  for (int x = 0; x < 3; x++) {
    vf column[3], v[6];
    for (int y = 0; y < 3; y++) column[y] = v_mul(v_load(g[y * 3 + x]), scale);
    filter_values(column, v, order);
    for (int y = 0; y < side; y++) rows[y][x] = v[y];
  }
#pragma clang loop unroll(full)
  for (int y = 0; y < side; y++) {
    vf v[6];
    filter_values(rows[y], v, order);
    for (int x = 0; x < side; x++) v_store(target + (y * side + x) * plane, v[x]);
  }
}

INLINE void pack_winograd(const float *weights, const float *scale, int32_t inputs, int32_t outputs,
                          int32_t first, float *packed, const int order) {
  int width = ck_panel_width(outputs, first), used = (int)smaller(width, outputs - first);
  ptrdiff_t plane = (ptrdiff_t)inputs * width, step = (ptrdiff_t)inputs * 9;
  float g[9][CK_PANEL] = {{0}}, factor[CK_PANEL] = {0};
  for (int n = 0; n < used; n++) factor[n] = scale ? scale[first + n] : 1;
  const float *filters = weights + first * step;
  for (int32_t input = 0; input < inputs; input++, filters += 9) {
    for (int n = 0; n < used; n++) {
      for (int k = 0; k < 9; k++) g[k][n] = filters[n * step + k];
    }
    for (int v = 0; v < width; v += LANES) {
      transform_filters((const float(*)[CK_PANEL]) & g[0][v], v_load(factor + v),
                        packed + (ptrdiff_t)input * width + v, plane, order);
    }
  }
}

static void winograd2_pack(const float *weights, const float *scale, int32_t inputs,
                           int32_t outputs, int32_t first, float *packed) {
  pack_winograd(weights, scale, inputs, outputs, first, packed, 2);
}
static void winograd4_pack(const float *weights, const float *scale, int32_t inputs,
                           int32_t outputs, int32_t first, float *packed) {
  pack_winograd(weights, scale, inputs, outputs, first, packed, 4);
}
