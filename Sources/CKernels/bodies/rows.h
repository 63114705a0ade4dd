// Operations on rows of pixels: scale and shift, sums, layer norm, softmax.

typedef enum { CK_SCALE_SHIFT, CK_ADD, CK_MULTIPLY } ck_row_operation;

// y = activation(a op b); for CK_SCALE_SHIFT, b are scales, the same for each pixel.
INLINE void combine(const float *a, ptrdiff_t a_pixel, const float *b, ptrdiff_t b_pixel,
                    int32_t b_repeats, const float *shift, const ck_activation *f, int32_t pixels,
                    int32_t channels, float *y, ptrdiff_t y_pixel,
                    const ck_row_operation operation) {
  for (int32_t p = 0; p < pixels; p++, a += a_pixel, y += y_pixel, b += b ? b_pixel : 0) {
    for (int32_t c = 0; c < channels; c += LANES) {
      int n = channels - c;
      vf v = v_load_up_to(a + c, n), other = v_zero();
      if (b) other = b_repeats ? v_set(*b) : v_load_up_to(b + c, n);
      switch (operation) {
        case CK_SCALE_SHIFT:
          if (b) v = v_mul(v, other);
          if (shift) v = v_add(v, v_load_up_to(shift + c, n));
          break;
        case CK_ADD: v = v_add(v, other); break;
        case CK_MULTIPLY: v = v_mul(v, other); break;
      }
      v_store_up_to(y + c, activate(v, f, c, n), n);
    }
  }
}

static void scale_shift(const float *x, ptrdiff_t x_pixel, const float *scale, const float *shift,
                        const ck_activation *f, int32_t pixels, int32_t channels, float *y,
                        ptrdiff_t y_pixel) {
  combine(x, x_pixel, scale, 0, 0, shift, f, pixels, channels, y, y_pixel, CK_SCALE_SHIFT);
}
static void add(const float *a, ptrdiff_t a_pixel, const float *b, ptrdiff_t b_pixel,
                int32_t b_repeats, const ck_activation *f, int32_t pixels, int32_t channels,
                float *y, ptrdiff_t y_pixel) {
  combine(a, a_pixel, b, b_pixel, b_repeats, NULL, f, pixels, channels, y, y_pixel, CK_ADD);
}
static void multiply(const float *a, ptrdiff_t a_pixel, const float *b, ptrdiff_t b_pixel,
                     int32_t b_repeats, const ck_activation *f, int32_t pixels, int32_t channels,
                     float *y, ptrdiff_t y_pixel) {
  combine(a, a_pixel, b, b_pixel, b_repeats, NULL, f, pixels, channels, y, y_pixel, CK_MULTIPLY);
}

// Runs of 64 pixels are summed in single precision, the runs in double.
static void channel_sums(const float *x, ptrdiff_t pixel, const float *center, int32_t power,
                         int32_t pixels, int32_t channels, double *sums) {
  for (int32_t first = 0; first < pixels; first += 64) {
    int32_t count = (int32_t)smaller(64, pixels - first);
    for (int32_t c = 0; c < channels; c += LANES) {
      int n = (int)smaller(LANES, channels - c);
      vf middle = center ? v_load_up_to(center + c, n) : v_zero(), sum = v_zero();
      for (int32_t p = first; p < first + count; p++) {
        vf v = v_sub(v_load_up_to(x + p * pixel + c, n), middle);
        sum = power == 2 ? v_fma(v, v, sum) : v_add(sum, v);
      }
      float lane[LANES];
      v_store(lane, sum);
      for (int i = 0; i < n; i++) sums[c + i] += lane[i];
    }
  }
}

// Sum over a row of (x - center)^power, where lanes past the end count as nothing.
INLINE float row_sum(const float *x, float center, int32_t count, const int power) {
  vf sum = v_zero(), middle = v_set(center);
  int32_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    vf v = v_sub(v_load(x + i), middle);
    sum = power == 2 ? v_fma(v, v, sum) : v_add(sum, v);
  }
  float total = v_sum(sum);
  for (; i < count; i++) {
    float v = x[i] - center;
    total += power == 2 ? v * v : v;
  }
  return total;
}

static void layer_norm(const float *x, ptrdiff_t x_pixel, const float *scale, const float *shift,
                       float epsilon, int32_t pixels, int32_t channels, float *y,
                       ptrdiff_t y_pixel) {
  for (int32_t p = 0; p < pixels; p++, x += x_pixel, y += y_pixel) {
    float mean = row_sum(x, 0, channels, 1) / channels;
    float variance = row_sum(x, mean, channels, 2) / channels;
    vf factor = v_set(1 / __builtin_sqrtf(variance + epsilon)), middle = v_set(mean);
    for (int32_t c = 0; c < channels; c += LANES) {
      int n = channels - c;
      vf v = v_mul(v_sub(v_load_up_to(x + c, n), middle), factor);
      if (scale) v = v_mul(v, v_load_up_to(scale + c, n));
      if (shift) v = v_add(v, v_load_up_to(shift + c, n));
      v_store_up_to(y + c, v, n);
    }
  }
}

static void softmax(float *x, ptrdiff_t stride, float factor, int32_t rows, int32_t columns) {
  const vf least = v_set(-__builtin_inff()), scale = v_set(factor);
  for (int32_t r = 0; r < rows; r++, x += stride) {
    vf top = least, sum = v_zero();
    for (int32_t i = 0; i < columns; i += LANES) {
      vf v = v_mul(scale, v_load_up_to(x + i, columns - i));
      v_store_up_to(x + i, v, columns - i);
      if (columns - i >= LANES) top = v_max(v, top);
    }
    float largest = v_largest(top);
    for (int32_t i = columns / LANES * LANES; i < columns; i++) {
      largest = x[i] > largest ? x[i] : largest;
    }
    for (int32_t i = 0; i < columns; i += LANES) {
      int n = columns - i;
      vf v = v_exp(v_sub(v_load_up_to(x + i, n), v_set(largest)));
      v_store_up_to(x + i, v, n);
      if (n >= LANES) sum = v_add(sum, v);
    }
    float total = v_sum(sum);
    for (int32_t i = columns / LANES * LANES; i < columns; i++) total += x[i];
    vf inverse = v_set(1 / total);
    for (int32_t i = 0; i < columns; i += LANES) {
      int n = columns - i;
      v_store_up_to(x + i, v_mul(v_load_up_to(x + i, n), inverse), n);
    }
  }
}
