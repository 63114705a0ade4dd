#include "ckernels.h"

#include "simd/portable.h"

#include "bodies/all.h"

static const ck_kernels table = CK_TABLE("portable");

const ck_kernels *ck_portable(void) { return &table; }
