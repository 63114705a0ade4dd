// What Segue needs of libpng. libpng reports errors by longjmp: each function here sets its own
// landing place, so that no jump ever crosses a frame of the caller.
#pragma once

#include <stddef.h>
#include <stdint.h>

// What a function came to. Where it failed, `segue_png_*_message` says why.
typedef enum {
  SEGUE_PNG_DONE = 0,
  SEGUE_PNG_FAILED = 1,
  SEGUE_PNG_ENDED_EARLY = 2,
  SEGUE_PNG_NO_MEMORY = 3,
} segue_png_status;

typedef struct {
  uint32_t width;
  uint32_t height;
  uint8_t bit_depth;        // as stored: 1, 2, 4, 8 or 16
  uint8_t channels;         // 1 grey or index, 2 with alpha, 3 RGB, 4 RGBA
  uint8_t is_indexed;
  uint8_t passes;           // 1, or 7 where interlaced
  uint8_t significant_bits; // the most of a colour's, where the file states them, else 0
  uint16_t palette_count;
  uint16_t transparent_count;         // of `transparent_palette`
  uint8_t has_transparent_sample;
  uint8_t palette[256 * 3];
  uint8_t transparent_palette[256];
  uint16_t transparent_sample[3];     // grey, or red, green and blue
} segue_png_header;

// Reading. The bytes must outlive the reader. Samples come unscaled: one byte each up to 8 bits,
// two in the machine's order for 16.
typedef struct segue_png_reader segue_png_reader;
segue_png_reader *_Nullable segue_png_reader_open(const uint8_t *_Nullable bytes, size_t count);
segue_png_status segue_png_reader_header(segue_png_reader *_Nonnull, segue_png_header *_Nonnull);
// Reads the next `count` rows of the current pass into rows that lie `stride` bytes apart. An
// interlaced picture is read whole `passes` times into the same rows.
segue_png_status segue_png_reader_rows(
    segue_png_reader *_Nonnull, uint8_t *_Nonnull rows, size_t stride, uint32_t count);
// Reads what follows the picture, up to the mark that ends the file.
segue_png_status segue_png_reader_finish(segue_png_reader *_Nonnull);
const char *_Nonnull segue_png_reader_message(const segue_png_reader *_Nonnull);
void segue_png_reader_close(segue_png_reader *_Nullable);

// Writing, into memory that the writer owns. Samples go in as they come out of a reader.
typedef struct segue_png_writer segue_png_writer;
segue_png_writer *_Nullable segue_png_writer_open(void);
segue_png_status segue_png_writer_header(
    segue_png_writer *_Nonnull, const segue_png_header *_Nonnull, int compression);
segue_png_status segue_png_writer_rows(
    segue_png_writer *_Nonnull, const uint8_t *_Nonnull rows, size_t stride, uint32_t count);
segue_png_status segue_png_writer_finish(
    segue_png_writer *_Nonnull, const uint8_t *_Nullable *_Nonnull bytes, size_t *_Nonnull count);
const char *_Nonnull segue_png_writer_message(const segue_png_writer *_Nonnull);
void segue_png_writer_close(segue_png_writer *_Nullable);
