// Depthwise convolution: every channel is filtered on its own, so the vectors lie along the channels
// and a run of output pixels of one row shares each loaded weight.

#define CK_RUN 8

// `run` neighbouring outputs for up to LANES channels, over the taps that lie inside the input.
INLINE void depthwise_run(const ck_depthwise *d, const float *input, ptrdiff_t row, ptrdiff_t pixel,
                          int first_ky, int last_ky, int first_kx, int last_kx, int channel,
                          float *output, const float *residual, const int run, const int whole) {
  const int n = whole ? LANES : d->channels - channel;
  const ptrdiff_t step = d->stride_x * d->input.pixel;
  vf acc[CK_RUN];
  for (int i = 0; i < run; i++) acc[i] = v_zero();
  for (int ky = first_ky; ky < last_ky; ky++) {
    for (int kx = first_kx; kx < last_kx; kx++) {
      const float *w = d->weights + (ptrdiff_t)(ky * d->kernel_x + kx) * d->channels + channel;
      const float *x = input + ky * row + kx * pixel + channel;
      vf weight = whole ? v_load(w) : v_load_n(w, n);
#pragma clang loop unroll(full)
      for (int i = 0; i < run; i++, x += step) {
        acc[i] = v_fma(whole ? v_load(x) : v_load_n(x, n), weight, acc[i]);
      }
    }
  }
  vf bias = whole ? v_load(d->bias + channel) : v_load_n(d->bias + channel, n);
  for (int i = 0; i < run; i++) {
    vf out = finish(acc[i], bias, residual, &d->activation, channel, n);
    v_store_up_to(output + channel, out, n);
    output += d->output.pixel;
    if (residual) residual += d->residual.pixel;
  }
}

// All channels of `run` outputs.
INLINE void depthwise_channels(const ck_depthwise *d, const float *input, int first_ky, int last_ky,
                               int first_kx, int last_kx, float *output, const float *residual,
                               const int run) {
  const ptrdiff_t row = d->dilation_y * d->input.row, pixel = d->dilation_x * d->input.pixel;
  int channel = 0;
  for (; channel + LANES <= d->channels; channel += LANES) {
    depthwise_run(d, input, row, pixel, first_ky, last_ky, first_kx, last_kx, channel, output,
                  residual, run, 1);
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

INLINE void depthwise_row(const ck_depthwise *d, int picture, int oy, const int kernel_x) {
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
                         output + ox * d->output.pixel, target, CK_RUN);
      ox += CK_RUN;
    } else {
      int first_kx, last_kx;
      taps_inside(x, d->dilation_x, kernel_x, d->input.width, &first_kx, &last_kx);
      depthwise_channels(d, input + x * d->input.pixel, first_ky, last_ky, first_kx, last_kx,
                         output + ox * d->output.pixel, target, 1);
      ox++;
    }
  }
}

static void depthwise(const ck_depthwise *d, int32_t picture, int32_t first, int32_t last) {
  for (int32_t y = first; y < last; y++) {
    switch (d->kernel_x) {
      case 3: depthwise_row(d, picture, y, 3); break;
      case 5: depthwise_row(d, picture, y, 5); break;
      default: depthwise_row(d, picture, y, d->kernel_x);
    }
  }
}
