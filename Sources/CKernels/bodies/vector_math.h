// Functions of a vector: exp, erf, tanh, and the activations.
#define INLINE static inline __attribute__((always_inline))

INLINE ptrdiff_t smaller(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }
INLINE ptrdiff_t larger(ptrdiff_t a, ptrdiff_t b) { return a > b ? a : b; }

// The first n lanes of memory, n >= 1; the others are zero.
INLINE vf v_load_up_to(const float *p, int n) { return n >= LANES ? v_load(p) : v_load_n(p, n); }
INLINE void v_store_up_to(float *p, vf v, int n) {
  if (n >= LANES) {
    v_store(p, v);
  } else {
    v_store_n(p, v, n);
  }
}

// The sum of the lanes: halves are added to halves, so each instruction set has one order.
INLINE float v_sum(vf v) {
  float lane[LANES];
  v_store(lane, v);
  for (int half = LANES / 2; half > 0; half /= 2) {
    for (int i = 0; i < half; i++) lane[i] += lane[i + half];
  }
  return lane[0];
}

INLINE float v_largest(vf v) {
  float lane[LANES];
  v_store(lane, v);
  for (int i = 1; i < LANES; i++) lane[0] = lane[i] > lane[0] ? lane[i] : lane[0];
  return lane[0];
}

// e^x within 2 units in the last place: 2^n times a polynomial of the rest (Cephes, expf).
static vf v_exp(vf x) {
  const vf magic = v_set(12582912.0f);  // 1.5 * 2^23: adding it rounds to a whole number
  vf bounded = v_min(v_set(88.3f), v_max(v_set(-87.0f), x));
  vf shifted = v_fma(bounded, v_set(1.44269504f), magic);
  vf n = v_sub(shifted, magic);
  vf r = v_fma(n, v_set(-0.693359375f), bounded);
  r = v_fma(n, v_set(2.12194440e-4f), r);
  vf p = v_set(1.9875691500e-4f);
  p = v_fma(p, r, v_set(1.3981999507e-3f));
  p = v_fma(p, r, v_set(8.3334519073e-3f));
  p = v_fma(p, r, v_set(4.1665795894e-2f));
  p = v_fma(p, r, v_set(1.6666665459e-1f));
  p = v_fma(p, r, v_set(5.0000001201e-1f));
  p = v_add(v_fma(p, v_mul(r, r), r), v_set(1.0f));
  vf y = v_mul(p, v_power2(shifted));
  y = v_select(v_less(x, v_set(-87.0f)), v_zero(), y);
  return v_select(v_less(v_set(88.3f), x), v_set(__builtin_inff()), y);
}

INLINE vf v_sigmoid(vf x) {
  vf one = v_set(1.0f);
  return v_div(one, v_add(one, v_exp(v_sub(v_zero(), x))));
}

// y where |x| is below the bound, and the sign of x beyond: exactly 1, for 1 + erf to be exactly 0.
INLINE vf v_saturated(vf y, vf x, float bound) {
  y = v_select(v_less(v_set(bound), x), v_set(1.0f), y);
  return v_select(v_less(x, v_set(-bound)), v_set(-1.0f), y);
}

// x * p(x^2) / q(x^2), the best rational approximations on the ranges where the result is not yet 1.
static vf v_erf(vf argument) {
  vf x = v_min(v_set(4.0f), v_max(v_set(-4.0f), argument));
  vf s = v_mul(x, x);
  vf p = v_fma(s, v_set(-2.72614225801306e-10f), v_set(2.77068142495902e-08f));
  p = v_fma(p, s, v_set(-2.10102402082508e-06f));
  p = v_fma(p, s, v_set(-5.69250639462346e-05f));
  p = v_fma(p, s, v_set(-7.34990630326855e-04f));
  p = v_fma(p, s, v_set(-2.95459980854025e-03f));
  p = v_fma(p, s, v_set(-1.60960333262415e-02f));
  vf q = v_fma(s, v_set(-1.45660718464996e-05f), v_set(-2.13374055278905e-04f));
  q = v_fma(q, s, v_set(-1.68282697438203e-03f));
  q = v_fma(q, s, v_set(-7.37332916720468e-03f));
  q = v_fma(q, s, v_set(-1.42647390514189e-02f));
  return v_saturated(v_div(v_mul(x, p), q), argument, 3.92f);
}

static vf v_tanh(vf argument) {
  vf x = v_min(v_set(7.90531f), v_max(v_set(-7.90531f), argument));
  vf s = v_mul(x, x);
  vf p = v_fma(s, v_set(-2.76076847742355e-16f), v_set(2.00018790482477e-13f));
  p = v_fma(p, s, v_set(-8.60467152213735e-11f));
  p = v_fma(p, s, v_set(5.12229709037114e-08f));
  p = v_fma(p, s, v_set(1.48572235717979e-05f));
  p = v_fma(p, s, v_set(6.37261928875436e-04f));
  p = v_fma(p, s, v_set(4.89352455891786e-03f));
  vf q = v_fma(s, v_set(1.19825839466702e-06f), v_set(1.18534705686654e-04f));
  q = v_fma(q, s, v_set(2.26843463243900e-03f));
  q = v_fma(q, s, v_set(4.89352518554385e-03f));
  return v_saturated(v_div(v_mul(x, p), q), argument, 7.9f);
}

INLINE vf v_hard_sigmoid(vf x) {
  vf y = v_fma(x, v_set(1.0f / 6), v_set(0.5f));
  return v_min(v_set(1.0f), v_max(v_zero(), y));
}

// Every activation but the clamp, on `n` channels from `channel` on.
static __attribute__((noinline)) vf activate_other(vf x, const ck_activation *a, int channel,
                                                   int n) {
  const vf half = v_set(0.5f), one = v_set(1.0f);
  switch (a->kind) {
    case CK_LEAKY:
      return v_select(v_less(x, v_zero()), v_mul(x, v_set(a->first)), x);
    case CK_PRELU:
      return v_select(v_less(x, v_zero()), v_mul(x, v_load_up_to(a->slopes + channel, n)), x);
    case CK_SIGMOID:
      return v_sigmoid(x);
    case CK_SILU:
      return v_mul(x, v_sigmoid(x));
    case CK_HARD_SIGMOID:
      return v_hard_sigmoid(x);
    case CK_HARD_SWISH:
      return v_mul(x, v_hard_sigmoid(x));
    case CK_GELU:
      return v_mul(v_mul(x, half), v_add(one, v_erf(v_mul(x, v_set(0.707106781f)))));
    case CK_GELU_TANH: {
      vf cubic = v_fma(v_mul(v_mul(x, x), x), v_set(0.044715f), x);
      return v_mul(v_mul(x, half), v_add(one, v_tanh(v_mul(cubic, v_set(0.797884561f)))));
    }
    case CK_TANH:
      return v_tanh(x);
    case CK_EXP:
      return v_exp(x);
    case CK_CLAMP:
      break;
  }
  return x;
}

INLINE vf activate(vf x, const ck_activation *a, int channel, int n) {
  if (a->kind == CK_CLAMP) return v_min(v_set(a->second), v_max(v_set(a->first), x));
  return activate_other(x, a, channel, n);
}
