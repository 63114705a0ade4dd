// Four lanes in plain C, for any processor.
#include <string.h>

#pragma STDC FP_CONTRACT OFF  // the same bits on every processor

#define LANES 4
typedef float vf __attribute__((vector_size(16)));
typedef int32_t vi __attribute__((vector_size(16)));

static inline vf v_set(float x) { return (vf){x, x, x, x}; }
static inline vf v_zero(void) { return v_set(0); }
static inline vf v_load(const float *p) {
  vf v;
  memcpy(&v, p, sizeof v);
  return v;
}
static inline void v_store(float *p, vf v) { memcpy(p, &v, sizeof v); }
static inline vf v_load_n(const float *p, int n) {
  vf v = v_zero();
  for (int i = 0; i < n && i < LANES; i++) v[i] = p[i];
  return v;
}
static inline void v_store_n(float *p, vf v, int n) {
  for (int i = 0; i < n && i < LANES; i++) p[i] = v[i];
}
// The sums of the lanes of four vectors.
static inline void v_sum4(const vf v[4], float sums[4]) {
  for (int i = 0; i < 4; i++) sums[i] = (v[i][0] + v[i][1]) + (v[i][2] + v[i][3]);
}
static inline vf v_add(vf a, vf b) { return a + b; }
static inline vf v_sub(vf a, vf b) { return a - b; }
static inline vf v_mul(vf a, vf b) { return a * b; }
static inline vf v_div(vf a, vf b) { return a / b; }
static inline vf v_fma(vf a, vf b, vf c) { return a * b + c; }
static inline vf v_less(vf a, vf b) { return (vf)(a < b); }
static inline vf v_is_nan(vf a) { return (vf)(a != a); }
static inline vf v_or(vf a, vf b) { return (vf)((vi)a | (vi)b); }
static inline vf v_select(vf mask, vf a, vf b) {
  return (vf)(((vi)mask & (vi)a) | (~(vi)mask & (vi)b));
}
// Where `b` is not a number, so is the result of the next two.
static inline vf v_max(vf a, vf b) { return v_select((vf)(a > b), a, b); }
static inline vf v_min(vf a, vf b) { return v_select((vf)(a < b), a, b); }
// 2^n for the whole numbers -126 ... 127 in the low bits of `magic` = n + 1.5 * 2^23.
static inline vf v_power2(vf magic) { return (vf)(((vi)magic + 127) << 23); }
