// Maximum and average over windows; one row of outputs at a time.

// Like PyTorch's, a maximum is not a number where any element is none.
INLINE vf pooled_maximum(vf a, vf b) { return v_select(v_or(v_is_nan(b), v_less(a, b)), b, a); }

INLINE void pool_window(const ck_pooling *p, const float *input, int y, int x, int channel, int n,
                        float *out, const int is_maximum) {
  vf result = is_maximum ? v_set(-__builtin_inff()) : v_zero();
  for (int i = 0; i < p->count_y[y]; i++) {
    ptrdiff_t row = p->first_y[y] + (ptrdiff_t)i * p->step_y;
    const float *at = input + row * p->input.row + p->first_x[x] * p->input.pixel + channel;
    vf line = is_maximum ? v_set(-__builtin_inff()) : v_zero();
    for (int j = 0; j < p->count_x[x]; j++, at += p->step_x * p->input.pixel) {
      vf v = v_load_up_to(at, n);
      line = is_maximum ? pooled_maximum(line, v) : v_add(line, v);
    }
    result = is_maximum ? pooled_maximum(result, line) : v_add(result, line);
  }
  if (!is_maximum) result = v_div(result, v_set((float)p->divisor_y[y] * p->divisor_x[x]));
  v_store_up_to(out + channel, result, n);
}

INLINE void pool_row(const ck_pooling *p, const float *input, int y, int first, int last,
                     float *out, const int is_maximum) {
  for (int x = 0; x < p->output.width; x++, out += p->output.pixel) {
    for (int channel = first; channel < last; channel += LANES) {
      pool_window(p, input, y, x, channel, last - channel, out, is_maximum);
    }
  }
}

static void pool(const ck_pooling *p, int32_t picture, int32_t y, int32_t first, int32_t last) {
  const float *input = p->input.data + picture * p->input.batch;
  float *out = p->output.data + picture * p->output.batch + y * p->output.row;
  if (p->is_maximum) {
    pool_row(p, input, y, first, last, out, 1);
  } else {
    pool_row(p, input, y, first, last, out, 0);
  }
}
