// Convolution as an implicit matrix product: a register tile of 6 output pixels by 16 output channels.
//
// A table of pointers says where each tap of each pixel of a tile lies; padding points at zeros. So
// kernel size, stride, dilation and transposition are all the same loop, and no patch is copied.

// result = rows x panel. a: taps x CK_TILE pointers; w: [tap][depth][width], from one of its columns
// on. The sums have names of their own, so that the compiler keeps them in registers.
INLINE void multiply_tile(const float *const *a, ptrdiff_t channel, const float *w, int taps,
                          int depth, int width, vf result[CK_TILE][2], const int rows,
                          const int vectors) {
  vf acc[CK_TILE][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < CK_TILE; i++) acc[i][0] = acc[i][1] = v_zero();
  for (int tap = 0; tap < taps; tap++, a += CK_TILE) {
    const float *p[CK_TILE];
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) p[i] = a[i] + channel;
    for (int k = 0; k < depth; k++, w += width) {
      vf w0 = v_load(w), w1 = vectors == 2 ? v_load(w + LANES) : w0;
#pragma clang loop unroll(full)
      for (int i = 0; i < rows; i++) {
        vf x = v_set(p[i][k]);
        acc[i][0] = v_fma(x, w0, acc[i][0]);
        if (vectors == 2) acc[i][1] = v_fma(x, w1, acc[i][1]);
      }
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    result[i][0] = acc[i][0];
    result[i][1] = acc[i][1];
  }
}

// Bias, residual and activation of one vector of outputs.
INLINE vf finish(vf x, vf bias, const float *residual, const ck_activation *a, int channel, int n) {
  x = v_add(x, bias);
  if (residual) x = v_add(x, v_load_up_to(residual + channel, n));
  return activate(x, a, channel, n);
}

// The common end of a tile, whole vectors without a residual, straight from the registers.
INLINE void store_clamped(const ck_convolution *c, float *const *y, int first, vf sum[CK_TILE][2],
                          const int rows, const int vectors) {
  vf lower = v_set(c->activation.first), upper = v_set(c->activation.second);
  vf bias[2] = {v_load(c->bias + first), v_load(c->bias + first + (vectors - 1) * LANES)};
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    float *target = y[i] + first;
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      vf out = v_min(upper, v_max(lower, v_add(sum[i][v], bias[v])));
      v_store(target + v * LANES, out);
    }
  }
}

// Stores the sums of columns first ..< first + vectors * LANES of all output channels.
INLINE void store_tile(const ck_convolution *c, float *const *y, const float *const *residual,
                       int first, vf sum[CK_TILE][2], const int rows, const int vectors) {
  int left = c->output_channels - first;
  if (left >= vectors * LANES && !residual[0] && c->activation.kind == CK_CLAMP) {
    store_clamped(c, y, first, sum, rows, vectors);
    return;
  }
  for (int v = 0; v < vectors && v * LANES < left; v++) {
    int channel = first + v * LANES, n = left - v * LANES;
    vf bias = v_load(c->bias + channel);
    for (int i = 0; i < rows; i++) {
      vf out = finish(sum[i][v], bias, residual[i], &c->activation, channel, n);
      v_store_up_to(y[i] + channel, out, n);
    }
  }
}

// The outputs of one tile in columns first ..< first + vectors * LANES of a panel.
INLINE void convolve_tile(const ck_convolution *c, const void *const *table, int panel, int width,
                          int column, const int rows, const int vectors) {
  const float *const *a = (const float *const *)table;
  float *const *y = (float *const *)(table + c->taps * CK_TILE);
  const float *const *residual = (const float *const *)(y + CK_TILE);
  ptrdiff_t origin = c->panel_channel ? c->panel_channel[panel] : 0;
  ptrdiff_t start = (ptrdiff_t)panel * CK_PANEL;
  vf sum[CK_TILE][2];
  multiply_tile(a, origin, c->weights + start * c->taps * c->depth + column, c->taps, c->depth,
                width, sum, rows, vectors);
  store_tile(c, y, residual, (int)start + column, sum, rows, vectors);
}

INLINE void convolve_panel(const ck_convolution *c, const void *const *table, int panel,
                           const int rows) {
  int width = ck_panel_width(c->output_channels, panel * CK_PANEL);
  if (width >= 2 * LANES) {
    for (int column = 0; column < width; column += 2 * LANES) {
      convolve_tile(c, table, panel, width, column, rows, 2);
    }
  } else {
    convolve_tile(c, table, panel, width, 0, rows, 1);
  }
}

// Tiles differ by at most one pixel, so that the last is not a sliver.
INLINE ptrdiff_t tile_start(ptrdiff_t tile, ptrdiff_t tiles, ptrdiff_t pixels) {
  return tile * (pixels / tiles) + smaller(tile, pixels % tiles);
}

// An output pixel, walked in order of batch, row and column.
typedef struct {
  ptrdiff_t picture, y, x;
} ck_pixel;

INLINE ck_pixel pixel_at(const ck_convolution *c, ptrdiff_t index) {
  ptrdiff_t width = c->output.width, plane = c->output.height * width;
  return (ck_pixel){index / plane, index % plane / width, index % width};
}

INLINE const void *tap_at(const ck_convolution *c, const float *picture, ptrdiff_t y, ptrdiff_t x) {
  int inside = y >= 0 && y < c->input.height && x >= 0 && x < c->input.width;
  return inside ? picture + y * c->input.row + x * c->input.pixel : c->zeros;
}

// Writes the pointers of one output pixel into slot `i` of a tile's table, and steps to the next.
INLINE void point_at(const ck_convolution *c, ck_pixel *at, const void **table, int i) {
  const float *picture = c->input.data + at->picture * c->input.batch;
  ptrdiff_t y = at->y * c->stride_y, x = at->x * c->stride_x;
  for (int tap = 0; tap < c->taps; tap++) {
    table[tap * CK_TILE + i] = tap_at(c, picture, y + c->tap_y[tap], x + c->tap_x[tap]);
  }
  const ck_map *out = &c->output, *r = &c->residual;
  const void **after = table + c->taps * CK_TILE;
  after[i] = out->data + at->picture * out->batch + at->y * out->row + at->x * out->pixel;
  after[CK_TILE + i] =
      r->data ? r->data + at->picture * r->batch + at->y * r->row + at->x * r->pixel : NULL;
  if (++at->x < out->width) return;
  at->x = 0;
  if (++at->y < out->height) return;
  at->y = 0;
  at->picture++;
}

static void convolve(const ck_convolution *c, ptrdiff_t first, ptrdiff_t last, int32_t first_panel,
                     int32_t last_panel, void *scratch) {
  const void **tables = scratch;
  ptrdiff_t size = (ptrdiff_t)(c->taps + 2) * CK_TILE, block = (ptrdiff_t)c->block_tiles * CK_TILE;
  ck_pixel at = pixel_at(c, first);
  for (; first < last; first += block) {
    ptrdiff_t pixels = smaller(block, last - first), tiles = (pixels + CK_TILE - 1) / CK_TILE;
    for (ptrdiff_t t = 0; t < tiles; t++) {
      ptrdiff_t rows = tile_start(t + 1, tiles, pixels) - tile_start(t, tiles, pixels);
      for (int i = 0; i < rows; i++) point_at(c, &at, tables + t * size, i);
    }
    for (int32_t panel = first_panel; panel < last_panel; panel++) {
      for (ptrdiff_t t = 0; t < tiles; t++) {
        const void *const *table = tables + t * size;
        switch (tile_start(t + 1, tiles, pixels) - tile_start(t, tiles, pixels)) {
          case 6: convolve_panel(c, table, panel, 6); break;
          case 5: convolve_panel(c, table, panel, 5); break;
          case 4: convolve_panel(c, table, panel, 4); break;
          case 3: convolve_panel(c, table, panel, 3); break;
          case 2: convolve_panel(c, table, panel, 2); break;
          case 1: convolve_panel(c, table, panel, 1); break;
        }
      }
    }
  }
}

// Rows whose taps all lie inside the input, one column wide each: the taps of neighbouring pixels are a
// constant distance apart, so that no table says where they lie.
INLINE void multiply_row_tile(const float *x, ptrdiff_t step, ptrdiff_t row, const float *w, int taps,
                              int depth, int width, vf result[CK_TILE][2], const int rows,
                              const int vectors) {
  const float *a[CK_TILE];
  vf acc[CK_TILE][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < CK_TILE; i++) acc[i][0] = acc[i][1] = v_zero();
  for (int tap = 0; tap < taps; tap++, x += row) {
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) a[i] = x + i * step;
    for (int k = 0; k < depth; k++, w += width) {
      vf w0 = v_load(w), w1 = vectors == 2 ? v_load(w + LANES) : w0;
#pragma clang loop unroll(full)
      for (int i = 0; i < rows; i++) {
        vf value = v_set(a[i][k]);
        acc[i][0] = v_fma(value, w0, acc[i][0]);
        if (vectors == 2) acc[i][1] = v_fma(value, w1, acc[i][1]);
      }
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    result[i][0] = acc[i][0];
    result[i][1] = acc[i][1];
  }
}

INLINE void convolve_row_tile(const ck_convolution *c, const float *x, int panel, float *const *y,
                              const float *const *residual, const int rows) {
  int start = panel * CK_PANEL, width = ck_panel_width(c->output_channels, start);
  const float *w = c->weights + (ptrdiff_t)start * c->taps * c->depth;
  ptrdiff_t step = c->stride_x * c->input.pixel, row = (ptrdiff_t)c->tap_y[c->taps > 1] * c->input.row;
  vf sum[CK_TILE][2];
  if (width < 2 * LANES) {
    multiply_row_tile(x, step, row, w, c->taps, c->depth, width, sum, rows, 1);
    store_tile(c, y, residual, start, sum, rows, 1);
    return;
  }
  for (int column = 0; column < width; column += 2 * LANES) {
    multiply_row_tile(x, step, row, w + column, c->taps, c->depth, width, sum, rows, 2);
    store_tile(c, y, residual, start + column, sum, rows, 2);
  }
}

static void convolve_rows(const ck_convolution *c, int32_t first, int32_t last) {
  int panels = (c->output_channels + CK_PANEL - 1) / CK_PANEL;
  ptrdiff_t width = c->output.width, tiles = (width + CK_TILE - 1) / CK_TILE;
  const ck_map *r = &c->residual;
  for (ptrdiff_t line = first; line < last; line++) {
    const float *x = c->input.data + line * c->stride_y * c->input.row;
    for (int panel = 0; panel < panels; panel++) {
      for (ptrdiff_t t = 0; t < tiles; t++) {
        ptrdiff_t start = tile_start(t, tiles, width), rows = tile_start(t + 1, tiles, width) - start;
        float *y[CK_TILE];
        const float *residual[CK_TILE];
        for (int i = 0; i < rows; i++) {
          y[i] = c->output.data + line * c->output.row + (start + i) * c->output.pixel;
          residual[i] = r->data ? r->data + line * r->row + (start + i) * r->pixel : NULL;
        }
        const float *at = x + start * c->stride_x * c->input.pixel;
        switch (rows) {
          case 6: convolve_row_tile(c, at, panel, y, residual, 6); break;
          case 5: convolve_row_tile(c, at, panel, y, residual, 5); break;
          case 4: convolve_row_tile(c, at, panel, y, residual, 4); break;
          case 3: convolve_row_tile(c, at, panel, y, residual, 3); break;
          case 2: convolve_row_tile(c, at, panel, y, residual, 2); break;
          case 1: convolve_row_tile(c, at, panel, y, residual, 1); break;
        }
      }
    }
  }
}
