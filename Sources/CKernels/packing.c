#include "ckernels.h"

#include <string.h>

void ck_pack_taps(const float *weights, const float *scale, const ptrdiff_t *tap_offset,
                  int32_t taps, int32_t depth, ptrdiff_t depth_step, int32_t outputs,
                  ptrdiff_t output_step, float *packed) {
  for (int32_t first = 0; first < outputs; first += CK_PANEL) {
    int32_t width = ck_panel_width(outputs, first);
    for (int32_t tap = 0; tap < taps; tap++) {
      for (int32_t k = 0; k < depth; k++) {
        const float *from = weights + first * output_step + tap_offset[tap] + k * depth_step;
        for (int32_t n = 0; n < width; n++) {
          float factor = first + n >= outputs ? 0 : scale ? scale[first + n] : 1;
          *packed++ = factor == 0 ? 0 : factor * from[n * output_step];
        }
      }
    }
  }
}

// Two axes in blocks, so that neither side skips through memory for long.
static void copy_plane(const float *from, float *to, ptrdiff_t rows, ptrdiff_t from_row,
                       ptrdiff_t to_row, ptrdiff_t columns, ptrdiff_t from_column,
                       ptrdiff_t to_column) {
  if (from_column == 1 && to_column == 1) {
    for (ptrdiff_t r = 0; r < rows; r++) {
      memcpy(to + r * to_row, from + r * from_row, (size_t)columns * sizeof(float));
    }
    return;
  }
  const ptrdiff_t block = 16;
  for (ptrdiff_t first = 0; first < rows; first += block) {
    ptrdiff_t last = first + block < rows ? first + block : rows;
    for (ptrdiff_t c = 0; c < columns; c++) {
      const float *source = from + c * from_column;
      float *target = to + c * to_column;
      for (ptrdiff_t r = first; r < last; r++) target[r * to_row] = source[r * from_row];
    }
  }
}

void ck_copy_strided(const float *from, float *to, int32_t axes, const ptrdiff_t *extents,
                     const ptrdiff_t *from_strides, const ptrdiff_t *to_strides) {
  if (axes <= 2) {
    int two = axes == 2;
    copy_plane(from, to, two ? extents[0] : 1, two ? from_strides[0] : 0, two ? to_strides[0] : 0,
               axes == 0 ? 1 : extents[axes - 1], axes == 0 ? 1 : from_strides[axes - 1],
               axes == 0 ? 1 : to_strides[axes - 1]);
    return;
  }
  for (ptrdiff_t i = 0; i < extents[0]; i++) {
    ck_copy_strided(from + i * from_strides[0], to + i * to_strides[0], axes - 1, extents + 1,
                    from_strides + 1, to_strides + 1);
  }
}
