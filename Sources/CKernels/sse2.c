#include "ckernels.h"

#if defined(__x86_64__)
#include "simd/sse2.h"

#include "bodies/all.h"

static const ck_kernels table = CK_TABLE("baseline");
#pragma clang attribute pop

const ck_kernels *ck_sse2(void) { return &table; }
#else
const ck_kernels *ck_sse2(void) { return NULL; }
#endif
