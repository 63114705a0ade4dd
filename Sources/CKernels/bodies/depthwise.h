// Depthwise convolution: every channel is filtered on its own, so the vectors lie along the channels
// and a run of output pixels of one row shares each loaded weight.

#define CK_RUN 8

// `run` neighbouring outputs for up to LANES channels, over the taps that lie inside the input.
// As in multiply_tile, the sums have names of their own, to stay in registers.
INLINE void depthwise_run(const ck_depthwise *d, const float *input, ptrdiff_t row, ptrdiff_t pixel,
                          int first_ky, int last_ky, int first_kx, int last_kx, int channel,
                          float *output, const float *residual, const int run, const int whole) {
  const int n = whole ? LANES : d->channels - channel;
  const ptrdiff_t step = d->stride_x * d->input.pixel;
  vf acc[CK_RUN], sum[CK_RUN];
#pragma clang loop unroll(full)
  for (int i = 0; i < run; i++) acc[i] = v_zero();
  for (int ky = first_ky; ky < last_ky; ky++) {
    const float *w = d->weights + (ptrdiff_t)ky * d->kernel_x * d->channels + channel;
    const float *x = input + ky * row + channel;
    for (int kx = first_kx; kx < last_kx; kx++) {
      const float *weights = w + (ptrdiff_t)kx * d->channels, *at = x + kx * pixel;
      vf weight = whole ? v_load(weights) : v_load_n(weights, n);
#pragma clang loop unroll(full)
      for (int i = 0; i < run; i++) {
        acc[i] = v_fma(whole ? v_load(at) : v_load_n(at, n), weight, acc[i]);
        at += step;
        __asm__("" : "+r"(at));  // one pointer that walks, not one a pixel, which would spill
      }
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < run; i++) sum[i] = acc[i];
  vf bias = whole ? v_load(d->bias + channel) : v_load_n(d->bias + channel, n);
  for (int i = 0; i < run; i++) {
    vf out = finish(sum[i], bias, residual, &d->activation, channel, n);
    whole ? v_store(output + channel, out) : v_store_n(output + channel, out, n);
    output += d->output.pixel;
    if (residual) residual += d->residual.pixel;
  }
}

// CK_RUN neighbouring outputs for LANES channels, all of whose taps lie inside the input: every pixel
// is loaded once and goes to each output that sees it. Undilated; kernel and stride are constants.
INLINE void depthwise_walk(const ck_depthwise *d, const float *input, int first_ky, int last_ky,
                           int channel, float *output, const float *residual, const int kernel,
                           const int stride) {
  vf acc[CK_RUN], sum[CK_RUN];
  if (channel % 16 == 0 && last_ky > 0) {
    // No earlier row of outputs has read the lowest row: fetch what the next run reads of it.
    const float *next = input + (last_ky - 1) * d->dilation_y * d->input.row + channel +
                        (CK_RUN * stride + kernel - stride) * d->input.pixel;
    for (int x = 0; x < CK_RUN * stride; x++) __builtin_prefetch(next + x * d->input.pixel);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < CK_RUN; i++) acc[i] = v_zero();
  for (int ky = first_ky; ky < last_ky; ky++) {
    const float *weights = d->weights + (ptrdiff_t)ky * kernel * d->channels + channel;
    const float *at = input + ky * d->dilation_y * d->input.row + channel;
    vf w[5];
#pragma clang loop unroll(full)
    for (int k = 0; k < kernel; k++) w[k] = v_load(weights + (ptrdiff_t)k * d->channels);
#pragma clang loop unroll(full)
    for (int x = 0; x < (CK_RUN - 1) * stride + kernel; x++) {
      vf pixel = v_load(at);
      at += d->input.pixel;
      __asm__("" : "+r"(at));  // one pointer that walks, not one a pixel, which would spill
#pragma clang loop unroll(full)
      for (int k = 0; k < kernel; k++) {
        int i = (x - k) / stride;
        if (x >= k && (x - k) % stride == 0 && i < CK_RUN) acc[i] = v_fma(pixel, w[k], acc[i]);
      }
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < CK_RUN; i++) sum[i] = acc[i];
  vf bias = v_load(d->bias + channel);
  for (int i = 0; i < CK_RUN; i++) {
    vf out = finish(sum[i], bias, residual, &d->activation, channel, LANES);
    v_store(output + channel, out);
    output += d->output.pixel;
    if (residual) residual += d->residual.pixel;
  }
}

// All channels of `run` outputs; kernel and stride are 0 where they have no loop of their own.
INLINE void depthwise_channels(const ck_depthwise *d, const float *input, int first_ky, int last_ky,
                               int first_kx, int last_kx, float *output, const float *residual,
                               const int run, const int kernel, const int stride) {
  const ptrdiff_t row = d->dilation_y * d->input.row, pixel = d->dilation_x * d->input.pixel;
  int channel = 0;
  for (; channel + LANES <= d->channels; channel += LANES) {
    if (run == CK_RUN && kernel > 0) {
      depthwise_walk(d, input, first_ky, last_ky, channel, output, residual, kernel, stride);
    } else {
      depthwise_run(d, input, row, pixel, first_ky, last_ky, first_kx, last_kx, channel, output,
                    residual, run, 1);
    }
  }
  if (channel < d->channels) {
    depthwise_run(d, input, row, pixel, first_ky, last_ky, first_kx, last_kx, channel, output,
                  residual, run, 0);
  }
}

// The taps k in 0 ..< kernel with 0 <= start + k * dilation < extent.
INLINE void taps_inside(ptrdiff_t start, int dilation, int kernel, int extent, int *first,
                        int *last) {
  *first = start < 0 ? (int)((-start + dilation - 1) / dilation) : 0;
  *last = (int)smaller(kernel, (extent - start + dilation - 1) / dilation);
  if (*last < *first || start >= extent) *last = *first;
}

INLINE void depthwise_row(const ck_depthwise *d, int picture, int oy, const int kernel,
                          const int stride) {
  const int kernel_x = d->kernel_x;
  int first_ky, last_ky;
  ptrdiff_t y = (ptrdiff_t)oy * d->stride_y - d->top;
  taps_inside(y, d->dilation_y, d->kernel_y, d->input.height, &first_ky, &last_ky);
  const float *input = d->input.data + picture * d->input.batch + y * d->input.row;
  float *output = d->output.data + picture * d->output.batch + oy * d->output.row;
  const ck_map *r = &d->residual;
  const float *residual = r->data ? r->data + picture * r->batch + oy * r->row : NULL;
  for (int ox = 0; ox < d->output.width;) {
    ptrdiff_t x = (ptrdiff_t)ox * d->stride_x - d->left;
    ptrdiff_t end = x + (CK_RUN - 1) * d->stride_x + (ptrdiff_t)(kernel_x - 1) * d->dilation_x;
    const float *target = residual ? residual + ox * r->pixel : NULL;
    if (x >= 0 && end < d->input.width && ox + CK_RUN <= d->output.width) {
      depthwise_channels(d, input + x * d->input.pixel, first_ky, last_ky, 0, kernel_x,
                         output + ox * d->output.pixel, target, CK_RUN, kernel, stride);
      ox += CK_RUN;
    } else {
      int first_kx, last_kx;
      taps_inside(x, d->dilation_x, kernel_x, d->input.width, &first_kx, &last_kx);
      depthwise_channels(d, input + x * d->input.pixel, first_ky, last_ky, first_kx, last_kx,
                         output + ox * d->output.pixel, target, 1, 0, 0);
      ox++;
    }
  }
}

static void depthwise(const ck_depthwise *d, int32_t picture, int32_t first, int32_t last) {
  int form = d->dilation_x == 1 && d->stride_x <= 2 ? d->kernel_x * 10 + d->stride_x : 0;
  for (int32_t y = first; y < last; y++) {
    switch (form) {
      case 31: depthwise_row(d, picture, y, 3, 1); break;
      case 32: depthwise_row(d, picture, y, 3, 2); break;
      case 51: depthwise_row(d, picture, y, 5, 1); break;
      case 52: depthwise_row(d, picture, y, 5, 2); break;
      default: depthwise_row(d, picture, y, 0, 0);
    }
  }
}
