#pragma once
// Without its functions on files zlib includes no header of the system's: such headers would belong
// to this module alone and be hidden from files that import Glibc only.
#define Z_SOLO
#include <zlib.h>

// zlib starts its streams through macros, which Swift does not see: each use is a function here.

/// Starts decompression; `windowBits` is zlib's: negative for raw data, 15 for zlib, 31 for gzip.
static inline int segue_inflate_init(z_stream *stream, int windowBits) {
  return inflateInit2(stream, windowBits);
}
