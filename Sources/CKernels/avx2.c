#include "ckernels.h"

#if defined(__x86_64__)
#include "simd/avx2.h"

#include "bodies/all.h"

static const ck_kernels table = CK_TABLE("avx2");
#pragma clang attribute pop

const ck_kernels *ck_avx2(void) {
  int runs = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  return runs ? &table : NULL;
}
#else
const ck_kernels *ck_avx2(void) { return NULL; }
#endif
