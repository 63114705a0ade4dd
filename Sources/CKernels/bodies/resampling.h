// Resampling in two steps: rows are mixed at the input's width, then pixels of the mixed row.

static void mix_rows(const float *const *rows, const float *weights, int32_t taps, int32_t width,
                     int32_t channels, ptrdiff_t pixel, float *out) {
  int compact = pixel == channels;
  ptrdiff_t count = compact ? (ptrdiff_t)width * channels : channels;
  for (int32_t x = 0; x < (compact ? 1 : width); x++, out += channels) {
    for (ptrdiff_t i = 0; i < count; i += LANES) {
      int n = (int)smaller(LANES, count - i);
      vf sum = v_mul(v_set(weights[0]), v_load_up_to(rows[0] + x * pixel + i, n));
      for (int32_t t = 1; t < taps; t++) {
        sum = v_fma(v_set(weights[t]), v_load_up_to(rows[t] + x * pixel + i, n), sum);
      }
      v_store_up_to(out + i, sum, n);
    }
  }
}

INLINE void mix_pixel(const float *row, ptrdiff_t pixel, const int32_t *index, const float *weights,
                      const int taps, int32_t channels, float *out) {
  for (int32_t c = 0; c < channels; c += LANES) {
    int n = (int)smaller(LANES, channels - c);
    vf sum = v_mul(v_set(weights[0]), v_load_up_to(row + index[0] * pixel + c, n));
    for (int t = 1; t < taps; t++) {
      sum = v_fma(v_set(weights[t]), v_load_up_to(row + index[t] * pixel + c, n), sum);
    }
    v_store_up_to(out + c, sum, n);
  }
}

static void mix_single_channel(const float *row, ptrdiff_t pixel, const int32_t *index,
                               const float *weights, int32_t taps, int32_t width, float *out,
                               ptrdiff_t out_pixel) {
  for (int32_t x = 0; x < width; x++, index += taps, weights += taps, out += out_pixel) {
    float sum = 0;
    for (int32_t t = 0; t < taps; t++) sum += weights[t] * row[index[t] * pixel];
    *out = sum;
  }
}

static void mix_pixels(const float *row, ptrdiff_t pixel, const int32_t *index,
                       const float *weights, int32_t taps, int32_t width, int32_t channels,
                       float *out, ptrdiff_t out_pixel) {
  if (channels == 1) {
    mix_single_channel(row, pixel, index, weights, taps, width, out, out_pixel);
    return;
  }
  for (int32_t x = 0; x < width; x++, index += taps, weights += taps, out += out_pixel) {
    switch (taps) {
      case 2: mix_pixel(row, pixel, index, weights, 2, channels, out); break;
      case 4: mix_pixel(row, pixel, index, weights, 4, channels, out); break;
      default: mix_pixel(row, pixel, index, weights, taps, channels, out);
    }
  }
}

static void gather_pixels(const float *row, ptrdiff_t pixel, const int32_t *index, int32_t width,
                          int32_t channels, float *out, ptrdiff_t out_pixel) {
  for (int32_t x = 0; x < width; x++, out += out_pixel) {
    const float *from = row + index[x] * pixel;
    for (int32_t c = 0; c < channels; c += LANES) {
      vf v = index[x] < 0 ? v_zero() : v_load_up_to(from + c, channels - c);
      v_store_up_to(out + c, v, channels - c);
    }
  }
}
