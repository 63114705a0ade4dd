// The inner loops of Segue's networks, in plain C.
//
// Each loop exists once, as a body over a small vector type, and is compiled for several instruction
// sets in one binary; a table of functions stands for one instruction set. Nothing here allocates,
// starts threads or checks its arguments: the Swift module above does.
//
// Pictures are channels-last. An element of a map `m` is
// m.data[b * m.batch + y * m.row + x * m.pixel + c]; all distances count floats.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

/// Output columns of one panel of packed weights; the last panel may be CK_HALF_PANEL wide.
#define CK_PANEL 16
#define CK_HALF_PANEL 8
/// Output pixels of one register tile.
#define CK_TILE 6

typedef struct {
  float *data;  // a residual map without data is absent
  ptrdiff_t batch, row, pixel;
  int32_t height, width;
} ck_map;

typedef enum {
  CK_CLAMP,  // min(max(x, first), second): identity, ReLU, ReLU6
  CK_LEAKY,  // x < 0 ? first * x : x
  CK_PRELU,  // x < 0 ? slopes[c] * x : x
  CK_SIGMOID,
  CK_SILU,
  CK_HARD_SIGMOID,  // clamp(x / 6 + 1/2, 0, 1)
  CK_HARD_SWISH,    // x * hard_sigmoid(x)
  CK_GELU,          // x / 2 * (1 + erf(x / sqrt 2))
  CK_GELU_TANH,     // x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))
  CK_TANH,
  CK_EXP,
} ck_activation_kind;

typedef struct {
  ck_activation_kind kind;
  float first, second;
  const float *slopes;  // one a channel, padded to whole panels
} ck_activation;

/// A convolution as a sum over taps: output pixel (y, x) reads input pixels
/// (y * stride_y + tap_y[t], x * stride_x + tap_x[t]), `depth` channels from each.
typedef struct {
  ck_map input, output, residual;
  int32_t stride_y, stride_x;
  int32_t taps;
  const int32_t *tap_y, *tap_x;
  int32_t depth;
  int32_t output_channels;
  const int32_t *panel_channel;  // first input channel of each panel, or null when all read from 0
  const float *weights;          // [panel][tap][depth][panel width]; narrow: [output][tap][depth]
  const float *bias;             // padded to whole panels
  const float *zeros;            // as many zeros as the input has channels
  int32_t block_tiles;           // tiles that share one pass over the weights
  ck_activation activation;
} ck_convolution;

/// Winograd's minimal filtering F(order x order, 3 x 3) with a dilation, as dilation^2 interleaved pictures.
/// Tiles count over (batch, phase y, phase x, tile y, tile x).
typedef struct {
  ck_map input, output, residual;
  int32_t input_channels, output_channels;
  int32_t top, left;  // padding
  int32_t dilation;
  int32_t tiles_y, tiles_x;  // of one phase
  const float *weights;      // [panel][(order + 2)^2][input channel][panel width]
  const float *bias;         // padded to whole panels
  ck_activation activation;
} ck_winograd;

typedef struct {
  ck_map input, output, residual;
  int32_t channels;
  int32_t kernel_y, kernel_x, stride_y, stride_x, dilation_y, dilation_x, top, left;
  const float *weights;  // [kernel y][kernel x][channel]
  const float *bias;
  ck_activation activation;
} ck_depthwise;

/// Windows of a pooling: output (y, x) covers rows first_y[y] + i * step_y, i < count_y[y], likewise
/// columns. A sum is divided by divisor_y[y] * divisor_x[x].
typedef struct {
  ck_map input, output;
  int32_t channels;
  int32_t is_maximum;
  const int32_t *first_y, *count_y, *divisor_y;
  const int32_t *first_x, *count_x, *divisor_x;
  int32_t step_y, step_x;
} ck_pooling;

/// The inner loops compiled for one instruction set.
typedef struct {
  const char *name;

  /// Output pixels first ..< last (over batch, row and column) and panels first ..< last.
  /// scratch: block_tiles * (taps + 2) * CK_TILE pointers.
  void (*convolve)(const ck_convolution *, ptrdiff_t first_pixel, ptrdiff_t last_pixel,
                   int32_t first_panel, int32_t last_panel, void *scratch);
  /// Output rows first ..< last of one picture, where all taps of all pixels lie inside the input, at
  /// column 0 and in rows 0, d, 2 d ... : tap_y[0] is 0, and tap_y[1] is d where there is one.
  void (*convolve_rows)(const ck_convolution *, int32_t first, int32_t last);
  /// As `convolve`, for few output channels: dot products along the input channels.
  void (*convolve_narrow)(const ck_convolution *, ptrdiff_t first_pixel, ptrdiff_t last_pixel,
                          void *scratch);

  /// values[plane][tile - first][channel] of tiles first ..< last; planes `plane` floats apart and
  /// tiles `tile` floats apart, tile >= channels rounded up to 8.
  void (*winograd2_input)(const ck_winograd *, ptrdiff_t first, ptrdiff_t last, float *values,
                          ptrdiff_t plane, ptrdiff_t tile);
  void (*winograd4_input)(const ck_winograd *, ptrdiff_t first, ptrdiff_t last, float *values,
                          ptrdiff_t plane, ptrdiff_t tile);
  /// Outputs of one panel for tiles first ..< last from their values.
  /// products: (order + 2)^2 * (CK_PANEL * (last - first) + CK_PANEL) floats.
  void (*winograd2_output)(const ck_winograd *, ptrdiff_t first, ptrdiff_t last, int32_t panel,
                           const float *values, ptrdiff_t plane, ptrdiff_t tile, float *products);
  void (*winograd4_output)(const ck_winograd *, ptrdiff_t first, ptrdiff_t last, int32_t panel,
                           const float *values, ptrdiff_t plane, ptrdiff_t tile, float *products);

  /// Transforms 3 x 3 filters [output][input][3][3], each output scaled (scale may be null), for the
  /// panel that starts at output channel `first`: packed[(order + 2)^2][input][panel width].
  void (*winograd2_pack)(const float *weights, const float *scale, int32_t inputs, int32_t outputs,
                         int32_t first, float *packed);
  void (*winograd4_pack)(const float *weights, const float *scale, int32_t inputs, int32_t outputs,
                         int32_t first, float *packed);

  /// Rows first ..< last of one picture.
  void (*depthwise)(const ck_depthwise *, int32_t picture, int32_t first, int32_t last);
  /// Row y, channels first ..< last of one picture.
  void (*pool)(const ck_pooling *, int32_t picture, int32_t y, int32_t first, int32_t last);

  /// out[i] = sum over t of weights[t] * rows[t][i], rows of `width` pixels; out is compact.
  void (*mix_rows)(const float *const *rows, const float *weights, int32_t taps, int32_t width,
                   int32_t channels, ptrdiff_t pixel, float *out);
  /// out[x] = sum over t of weights[x * taps + t] * row[index[x * taps + t]], pixel by pixel.
  void (*mix_pixels)(const float *row, ptrdiff_t pixel, const int32_t *index, const float *weights,
                     int32_t taps, int32_t width, int32_t channels, float *out,
                     ptrdiff_t out_pixel);
  /// out[x] = row[index[x]], or zeros where the index is negative.
  void (*gather_pixels)(const float *row, ptrdiff_t pixel, const int32_t *index, int32_t width,
                        int32_t channels, float *out, ptrdiff_t out_pixel);

  /// y[p][c] = activation(x[p][c] * scale[c] + shift[c]); scale and shift may be null.
  void (*scale_shift)(const float *x, ptrdiff_t x_pixel, const float *scale, const float *shift,
                      const ck_activation *, int32_t pixels, int32_t channels, float *y,
                      ptrdiff_t y_pixel);
  /// y = activation(a + b), or activation(a * b); where b_repeats, b has one number a pixel.
  void (*add)(const float *a, ptrdiff_t a_pixel, const float *b, ptrdiff_t b_pixel,
              int32_t b_repeats, const ck_activation *, int32_t pixels, int32_t channels, float *y,
              ptrdiff_t y_pixel);
  void (*multiply)(const float *a, ptrdiff_t a_pixel, const float *b, ptrdiff_t b_pixel,
                   int32_t b_repeats, const ck_activation *, int32_t pixels, int32_t channels,
                   float *y, ptrdiff_t y_pixel);
  /// sums[c] += sum over pixels of (x[p][c] - center[c])^power, power 1 or 2; center may be null.
  void (*channel_sums)(const float *x, ptrdiff_t pixel, const float *center, int32_t power,
                       int32_t pixels, int32_t channels, double *sums);
  /// y[p][c] = (x[p][c] - mean of p) / sqrt(variance of p + epsilon) * scale[c] + shift[c]
  void (*layer_norm)(const float *x, ptrdiff_t x_pixel, const float *scale, const float *shift,
                     float epsilon, int32_t pixels, int32_t channels, float *y, ptrdiff_t y_pixel);
  /// Each row becomes exp(factor * x - maximum) / sum, in place; rows `stride` floats apart.
  void (*softmax)(float *x, ptrdiff_t stride, float factor, int32_t rows, int32_t columns);
} ck_kernels;

/// The table of an instruction set, or null where this processor cannot run it.
const ck_kernels *ck_avx2(void);
const ck_kernels *ck_sse2(void);
const ck_kernels *ck_portable(void);

/// Packs weights into panels [panel][tap][depth][panel width], each output scaled, the last panel
/// padded with zeros. Weight (output, tap, k) is
/// weights[output * output_step + tap_offset[tap] + k * depth_step]; scale may be null.
void ck_pack_taps(const float *weights, const float *scale, const ptrdiff_t *tap_offset,
                  int32_t taps, int32_t depth, ptrdiff_t depth_step, int32_t outputs,
                  ptrdiff_t output_step, float *packed);
/// Copies an array between two memory layouts, its axes from the slowest to the fastest of `to`.
void ck_copy_strided(const float *from, float *to, int32_t axes, const ptrdiff_t *extents,
                     const ptrdiff_t *from_strides, const ptrdiff_t *to_strides);

/// The width of the panel that starts at column `first` of `columns`.
static inline int32_t ck_panel_width(int32_t columns, int32_t first) {
  return columns - first > CK_HALF_PANEL ? CK_PANEL : CK_HALF_PANEL;
}

#endif
