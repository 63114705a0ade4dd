#include "copenblas.h"

#include <cblas.h>
#include <dlfcn.h>
#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static const char *failure;
static __typeof__(&cblas_sgemm) multiply;

static void load(void) {
  void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    failure = "libopenblas.so.0 cannot be loaded";
    return;
  }
  multiply = (__typeof__(multiply))dlsym(library, "cblas_sgemm");
  __typeof__(&openblas_set_num_threads) set_threads =
      (__typeof__(set_threads))dlsym(library, "openblas_set_num_threads");
  if (!multiply || !set_threads) {
    failure = "libopenblas.so.0 lacks cblas_sgemm or openblas_set_num_threads";
    return;
  }
  set_threads(1);
}

const char *cob_load(void) {
  pthread_once(&once, load);
  return failure;
}

void cob_multiply(int32_t transpose_a, int32_t transpose_b, int32_t m, int32_t n, int32_t k,
                  const float *a, int32_t row_a, const float *b, int32_t row_b, float *c,
                  int32_t row_c) {
  multiply(CblasRowMajor, transpose_a ? CblasTrans : CblasNoTrans,
           transpose_b ? CblasTrans : CblasNoTrans, m, n, k, 1, a, row_a, b, row_b, 0, c, row_c);
}
