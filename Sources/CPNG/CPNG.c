#include "CPNG.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

// The most that one chunk may take after it has been inflated.
enum { chunk_memory = 8 << 20, chunk_count = 64, message_size = 160 };

// The landing place and the words of the last error; the first member of reader and writer.
typedef struct {
  jmp_buf landing;
  segue_png_status status;
  char message[message_size];
} outcome;

struct segue_png_reader {
  outcome outcome;
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t left;
};

struct segue_png_writer {
  outcome outcome;
  png_structp png;
  png_infop info;
  uint8_t *bytes;
  size_t count;
  size_t capacity;
};

static void fail(png_structp png, png_const_charp words) {
  outcome *failed = png_get_error_ptr(png);
  if (failed->status == SEGUE_PNG_DONE) failed->status = SEGUE_PNG_FAILED;
  strncpy(failed->message, words, message_size - 1);
  failed->message[message_size - 1] = 0;
  longjmp(failed->landing, 1);
}

static void warn(png_structp png, png_const_charp words) {
  (void)png;
  (void)words;
}

static int is_little_endian(void) {
  const uint16_t one = 1;
  return *(const uint8_t *)&one;
}

// --- reading

static void take(png_structp png, png_bytep target, size_t count) {
  segue_png_reader *reader = png_get_io_ptr(png);
  if (count > reader->left) {
    reader->outcome.status = SEGUE_PNG_ENDED_EARLY;
    png_error(png, "unexpected end");
  }
  memcpy(target, reader->bytes, count);
  reader->bytes += count;
  reader->left -= count;
}

segue_png_reader *segue_png_reader_open(const uint8_t *bytes, size_t count) {
  segue_png_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  reader->bytes = bytes;
  reader->left = count;
  if (setjmp(reader->outcome.landing)) {
    segue_png_reader_close(reader);
    return NULL;
  }
  reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reader->outcome, fail, warn);
  if (reader->png) reader->info = png_create_info_struct(reader->png);
  if (!reader->info) {
    segue_png_reader_close(reader);
    return NULL;
  }
  png_set_read_fn(reader->png, reader, take);
  // The caller limits the number of pixels; here only what chunks may cost is bounded.
  png_set_user_limits(reader->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_chunk_cache_max(reader->png, chunk_count);
  png_set_chunk_malloc_max(reader->png, chunk_memory);
  // Text, profiles and the like are stepped over unread, whatever they would inflate to.
  static const png_byte unwanted[] =
      "bKGD\0cHRM\0eXIf\0gAMA\0hIST\0iCCP\0iTXt\0oFFs\0pCAL\0pHYs\0sCAL\0sPLT\0"
      "sRGB\0sTER\0tEXt\0tIME\0zTXt";
  png_set_keep_unknown_chunks(
      reader->png, PNG_HANDLE_CHUNK_NEVER, unwanted, (int)(sizeof unwanted / 5));
  return reader;
}

static void copy_palette(segue_png_reader *reader, segue_png_header *header) {
  png_colorp palette = NULL;
  int count = 0;
  if (!png_get_PLTE(reader->png, reader->info, &palette, &count) || !palette) return;
  if (count > 256) count = 256;
  header->palette_count = (uint16_t)count;
  for (int index = 0; index < count; index++) {
    header->palette[3 * index] = palette[index].red;
    header->palette[3 * index + 1] = palette[index].green;
    header->palette[3 * index + 2] = palette[index].blue;
  }
}

static void copy_transparency(segue_png_reader *reader, segue_png_header *header) {
  png_bytep alpha = NULL;
  int count = 0;
  png_color_16p sample = NULL;
  if (!png_get_tRNS(reader->png, reader->info, &alpha, &count, &sample)) return;
  if (header->is_indexed) {
    if (!alpha) return;
    if (count > 256) count = 256;
    header->transparent_count = (uint16_t)count;
    memcpy(header->transparent_palette, alpha, (size_t)count);
  } else if (sample) {
    header->has_transparent_sample = 1;
    header->transparent_sample[0] = header->channels == 1 ? sample->gray : sample->red;
    header->transparent_sample[1] = sample->green;
    header->transparent_sample[2] = sample->blue;
  }
}

static void copy_significant_bits(segue_png_reader *reader, segue_png_header *header) {
  png_color_8p bits = NULL;
  if (!png_get_sBIT(reader->png, reader->info, &bits) || !bits) return;
  png_byte most = bits->gray;
  if (header->channels >= 3) {
    most = bits->red > bits->green ? bits->red : bits->green;
    if (bits->blue > most) most = bits->blue;
  }
  header->significant_bits = most;
}

segue_png_status segue_png_reader_header(segue_png_reader *reader, segue_png_header *header) {
  if (setjmp(reader->outcome.landing)) return reader->outcome.status;
  png_read_info(reader->png, reader->info);
  memset(header, 0, sizeof *header);
  header->width = png_get_image_width(reader->png, reader->info);
  header->height = png_get_image_height(reader->png, reader->info);
  header->bit_depth = png_get_bit_depth(reader->png, reader->info);
  header->channels = png_get_channels(reader->png, reader->info);
  header->is_indexed =
      png_get_color_type(reader->png, reader->info) == PNG_COLOR_TYPE_PALETTE;
  copy_palette(reader, header);
  copy_transparency(reader, header);
  copy_significant_bits(reader, header);
  png_set_packing(reader->png);
  if (is_little_endian()) png_set_swap(reader->png);
  header->passes = (uint8_t)png_set_interlace_handling(reader->png);
  return SEGUE_PNG_DONE;
}

segue_png_status segue_png_reader_rows(
    segue_png_reader *reader, uint8_t *rows, size_t stride, uint32_t count) {
  if (setjmp(reader->outcome.landing)) return reader->outcome.status;
  for (uint32_t row = 0; row < count; row++) {
    png_read_row(reader->png, rows + row * stride, NULL);
  }
  return SEGUE_PNG_DONE;
}

segue_png_status segue_png_reader_finish(segue_png_reader *reader) {
  if (setjmp(reader->outcome.landing)) return reader->outcome.status;
  png_read_end(reader->png, NULL);
  return SEGUE_PNG_DONE;
}

const char *segue_png_reader_message(const segue_png_reader *reader) {
  return reader->outcome.message;
}

void segue_png_reader_close(segue_png_reader *reader) {
  if (!reader) return;
  if (reader->png) png_destroy_read_struct(&reader->png, &reader->info, NULL);
  free(reader);
}

// --- writing

static void put(png_structp png, png_bytep source, size_t count) {
  segue_png_writer *writer = png_get_io_ptr(png);
  if (count > writer->capacity - writer->count) {
    size_t capacity = 2 * writer->capacity + count;
    uint8_t *bytes = capacity > writer->capacity ? realloc(writer->bytes, capacity) : NULL;
    if (!bytes) {
      writer->outcome.status = SEGUE_PNG_NO_MEMORY;
      png_error(png, "out of memory");
    }
    writer->bytes = bytes;
    writer->capacity = capacity;
  }
  memcpy(writer->bytes + writer->count, source, count);
  writer->count += count;
}

static void flush(png_structp png) { (void)png; }

segue_png_writer *segue_png_writer_open(void) {
  segue_png_writer *writer = calloc(1, sizeof *writer);
  if (!writer) return NULL;
  if (setjmp(writer->outcome.landing)) {
    segue_png_writer_close(writer);
    return NULL;
  }
  writer->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &writer->outcome, fail, warn);
  if (writer->png) writer->info = png_create_info_struct(writer->png);
  if (!writer->info) {
    segue_png_writer_close(writer);
    return NULL;
  }
  png_set_write_fn(writer->png, writer, put, flush);
  png_set_user_limits(writer->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  return writer;
}

static int color_type(const segue_png_header *header) {
  static const int types[] = {
      PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGBA};
  return header->is_indexed ? PNG_COLOR_TYPE_PALETTE : types[(header->channels - 1) & 3];
}

static void set_palette(segue_png_writer *writer, const segue_png_header *header) {
  png_color palette[256];
  int count = header->palette_count > 256 ? 256 : header->palette_count;
  for (int index = 0; index < count; index++) {
    palette[index].red = header->palette[3 * index];
    palette[index].green = header->palette[3 * index + 1];
    palette[index].blue = header->palette[3 * index + 2];
  }
  png_set_PLTE(writer->png, writer->info, palette, count);
}

static void set_transparency(segue_png_writer *writer, const segue_png_header *header) {
  png_color_16 sample = {
      .red = header->transparent_sample[0],
      .green = header->transparent_sample[1],
      .blue = header->transparent_sample[2],
      .gray = header->transparent_sample[0]};
  if (header->is_indexed && header->transparent_count > 0) {
    png_set_tRNS(
        writer->png, writer->info, header->transparent_palette, header->transparent_count, NULL);
  } else if (header->has_transparent_sample) {
    png_set_tRNS(writer->png, writer->info, NULL, 0, &sample);
  }
}

segue_png_status segue_png_writer_header(
    segue_png_writer *writer, const segue_png_header *header, int compression) {
  if (setjmp(writer->outcome.landing)) return writer->outcome.status;
  png_set_compression_level(writer->png, compression);
  png_set_IHDR(
      writer->png, writer->info, header->width, header->height, header->bit_depth,
      color_type(header), PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
      PNG_FILTER_TYPE_DEFAULT);
  if (header->is_indexed) set_palette(writer, header);
  set_transparency(writer, header);
  png_write_info(writer->png, writer->info);
  png_set_packing(writer->png);
  if (header->bit_depth == 16 && is_little_endian()) png_set_swap(writer->png);
  return SEGUE_PNG_DONE;
}

segue_png_status segue_png_writer_rows(
    segue_png_writer *writer, const uint8_t *rows, size_t stride, uint32_t count) {
  if (setjmp(writer->outcome.landing)) return writer->outcome.status;
  for (uint32_t row = 0; row < count; row++) png_write_row(writer->png, rows + row * stride);
  return SEGUE_PNG_DONE;
}

segue_png_status segue_png_writer_finish(
    segue_png_writer *writer, const uint8_t **bytes, size_t *count) {
  if (setjmp(writer->outcome.landing)) return writer->outcome.status;
  png_write_end(writer->png, writer->info);
  *bytes = writer->bytes;
  *count = writer->count;
  return SEGUE_PNG_DONE;
}

const char *segue_png_writer_message(const segue_png_writer *writer) {
  return writer->outcome.message;
}

void segue_png_writer_close(segue_png_writer *writer) {
  if (!writer) return;
  if (writer->png) png_destroy_write_struct(&writer->png, &writer->info);
  free(writer->bytes);
  free(writer);
}
