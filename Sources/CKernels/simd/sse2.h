// Four lanes: SSE2, which every x86-64 processor has.
#include <emmintrin.h>

#pragma clang attribute push(__attribute__((target("sse2"))), apply_to = function)

#define LANES 4
typedef __m128 vf;
typedef __m128i vi;

static inline vf v_set(float x) { return _mm_set1_ps(x); }
static inline vf v_zero(void) { return _mm_setzero_ps(); }
static inline vf v_load(const float *p) { return _mm_loadu_ps(p); }
static inline void v_store(float *p, vf v) { _mm_storeu_ps(p, v); }
static inline vf v_load_n(const float *p, int n) {
  float lane[LANES] = {0};
  for (int i = 0; i < n && i < LANES; i++) lane[i] = p[i];
  return v_load(lane);
}
static inline void v_store_n(float *p, vf v, int n) {
  float lane[LANES];
  v_store(lane, v);
  for (int i = 0; i < n && i < LANES; i++) p[i] = lane[i];
}
// The sums of the lanes of four vectors.
static inline void v_sum4(const vf v[4], float sums[4]) {
  vf a = v[0], b = v[1], c = v[2], d = v[3];
  _MM_TRANSPOSE4_PS(a, b, c, d);
  _mm_storeu_ps(sums, _mm_add_ps(_mm_add_ps(a, b), _mm_add_ps(c, d)));
}
static inline vf v_add(vf a, vf b) { return _mm_add_ps(a, b); }
static inline vf v_sub(vf a, vf b) { return _mm_sub_ps(a, b); }
static inline vf v_mul(vf a, vf b) { return _mm_mul_ps(a, b); }
static inline vf v_div(vf a, vf b) { return _mm_div_ps(a, b); }
static inline vf v_fma(vf a, vf b, vf c) { return _mm_add_ps(_mm_mul_ps(a, b), c); }
// Where `b` is not a number, so is the result of the next two.
static inline vf v_max(vf a, vf b) { return _mm_max_ps(a, b); }
static inline vf v_min(vf a, vf b) { return _mm_min_ps(a, b); }
static inline vf v_less(vf a, vf b) { return _mm_cmplt_ps(a, b); }
static inline vf v_is_nan(vf a) { return _mm_cmpunord_ps(a, a); }
static inline vf v_or(vf a, vf b) { return _mm_or_ps(a, b); }
static inline vf v_select(vf mask, vf a, vf b) {
  return _mm_or_ps(_mm_and_ps(mask, a), _mm_andnot_ps(mask, b));
}
// 2^n for the whole numbers -126 ... 127 in the low bits of `magic` = n + 1.5 * 2^23.
static inline vf v_power2(vf magic) {
  vi bits = _mm_add_epi32(_mm_castps_si128(magic), _mm_set1_epi32(127));
  return _mm_castsi128_ps(_mm_slli_epi32(bits, 23));
}
