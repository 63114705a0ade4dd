// Matrix products by OpenBLAS, loaded when the first one is asked for.
//
// A program linked with OpenBLAS spends 10 to 15 ms on loading it before main begins, which is more
// than the rest of a start takes; most sessions never multiply matrices.
#ifndef COPENBLAS_H
#define COPENBLAS_H

#include <stdint.h>

/// Loads the library and sets it to one thread, once; safe from any thread.
/// Returns null, or what was wrong.
const char *cob_load(void);

/// c = a * b in row order, where a is m x k or, transposed, k x m, and b likewise.
/// The distances count floats from row to row. Call only after cob_load() has returned null.
void cob_multiply(int32_t transpose_a, int32_t transpose_b, int32_t m, int32_t n, int32_t k,
                  const float *a, int32_t row_a, const float *b, int32_t row_b, float *c,
                  int32_t row_c);

#endif
