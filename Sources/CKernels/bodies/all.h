// Compiles every body for the instruction set whose `simd/` header came before, and fills its table.
#include "vector_math.h"

#include "gemm.h"

#include "depthwise.h"
#include "narrow.h"
#include "pooling.h"
#include "resampling.h"
#include "rows.h"
#include "winograd.h"

#define CK_TABLE(set)                         \
  {                                           \
    .name = set,                              \
    .convolve = convolve,                     \
    .convolve_rows = convolve_rows,           \
    .convolve_narrow = convolve_narrow,       \
    .winograd2_input = winograd2_input,       \
    .winograd4_input = winograd4_input,       \
    .winograd2_output = winograd2_output,     \
    .winograd4_output = winograd4_output,     \
    .winograd2_pack = winograd2_pack,         \
    .winograd4_pack = winograd4_pack,         \
    .depthwise = depthwise,                   \
    .pool = pool,                             \
    .mix_rows = mix_rows,                     \
    .mix_pixels = mix_pixels,                 \
    .gather_pixels = gather_pixels,           \
    .scale_shift = scale_shift,               \
    .add = add,                               \
    .multiply = multiply,                     \
    .channel_sums = channel_sums,             \
    .layer_norm = layer_norm,                 \
    .softmax = softmax,                       \
  }
