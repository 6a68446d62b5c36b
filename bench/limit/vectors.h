// Vector arithmetic for the limit programs: WIDTH doubles side by side (2, 4 or 8), four groups of them in turn.
// Elementary functions by polynomials on a reduced argument, to about one unit in the last place.
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#ifndef WIDTH
#error "WIDTH must be 2, 4 or 8"
#endif

#define GROUPS 4
#define LANES (WIDTH * GROUPS)

typedef double vd __attribute__((vector_size(8 * WIDTH)));
typedef uint64_t vu __attribute__((vector_size(8 * WIDTH)));
typedef int64_t vl __attribute__((vector_size(8 * WIDTH)));

#if WIDTH == 2
static inline vu low_product(vu a, vu b) { return (vu)_mm_mul_epu32((__m128i)a, (__m128i)b); }
static inline vd root(vd x) { return (vd)_mm_sqrt_pd((__m128d)x); }
#elif WIDTH == 4
static inline vu low_product(vu a, vu b) { return (vu)_mm256_mul_epu32((__m256i)a, (__m256i)b); }
static inline vd root(vd x) { return (vd)_mm256_sqrt_pd((__m256d)x); }
#else
static inline vu low_product(vu a, vu b) { return (vu)_mm512_mul_epu32((__m512i)a, (__m512i)b); }
static inline vd root(vd x) { return (vd)_mm512_sqrt_pd((__m512d)x); }
#endif

static inline vd all(double x) { return x - (vd){0}; }
static inline vu all_bits(uint64_t x) { return x - (vu){0}; }
static inline vd choose(vl mask, vd yes, vd no) { return (vd)(((vl)yes & mask) | ((vl)no & ~mask)); }

// 1.5 * 2^52: added to a double, it leaves the nearest whole number in the lowest bits.
#define MAGIC 6755399441055744.0

// e^x for |x| < 700: x = k ln 2 + r, and a Taylor polynomial of degree 13 for |r| < 0.3466.
static inline vd exponential(vd x) {
  vd shifted = x * 1.4426950408889634 + MAGIC;
  vd k = shifted - MAGIC;
  vd r = x - k * 6.93147180369123816490e-01;
  r = r - k * 1.90821492927058770002e-10;
  vd p = all(1.6059043836821613e-10);
  p = p * r + 2.08767569878681e-09;
  p = p * r + 2.505210838544172e-08;
  p = p * r + 2.755731922398589e-07;
  p = p * r + 2.7557319223985893e-06;
  p = p * r + 2.48015873015873e-05;
  p = p * r + 1.984126984126984e-04;
  p = p * r + 1.388888888888889e-03;
  p = p * r + 8.333333333333333e-03;
  p = p * r + 4.1666666666666664e-02;
  p = p * r + 1.6666666666666666e-01;
  p = p * r + 0.5;
  p = p * r + 1.0;
  p = p * r + 1.0;
  return (vd)((vu)p + ((vu)shifted << 52));
}

// ln x for normal x > 0: x = 2^e m with m in [sqrt 1/2, sqrt 2), and the series in s = (m - 1) / (m + 1) of fdlibm.
static inline vd logarithm(vd x) {
  vl bits = (vl)x;
  vl e = (bits - 0x3fe6a09e667f3bcdLL) >> 52;
  vd m = (vd)(bits - (e << 52));
  vd exponent = (vd)(e + (vl)all(MAGIC)) - MAGIC;
  vd s = (m - 1.0) / (m + 1.0);
  vd z = s * s;
  vd p = all(1.479819860511658591e-01);
  p = p * z + 1.531383769920937332e-01;
  p = p * z + 1.818357216161805012e-01;
  p = p * z + 2.222219843214978396e-01;
  p = p * z + 2.857142874366239149e-01;
  p = p * z + 3.999999999940941908e-01;
  p = p * z + 6.666666666666735130e-01;
  vd low = s * z * p + exponent * 1.90821492927058770002e-10;
  return exponent * 6.93147180369123816490e-01 + (2.0 * s + low);
}

// Sine and cosine of 2 pi u for u in [0, 1): the quarter turns first, then fdlibm's kernels for |x| < pi / 4.
static inline void turn(vd u, vd *sine, vd *cosine) {
  vd shifted = u * 4.0 + MAGIC;
  vd x = (u - (shifted - MAGIC) * 0.25) * 6.283185307179586;
  vd z = x * x;
  vd s = all(1.58969099521155010221e-10);
  s = s * z - 2.50507602534068634195e-08;
  s = s * z + 2.75573137070700676789e-06;
  s = s * z - 1.98412698298579493134e-04;
  s = s * z + 8.33333333332248946124e-03;
  s = s * z - 1.66666666666666324348e-01;
  s = x + x * z * s;
  vd c = all(-1.13596475577881948265e-11);
  c = c * z + 2.08757232129817482790e-09;
  c = c * z - 2.75573143513906633035e-07;
  c = c * z + 2.48015872894767294178e-05;
  c = c * z - 1.38888888888741095749e-03;
  c = c * z + 4.16666666666666019037e-02;
  c = 1.0 - 0.5 * z + z * z * c;
  vl quarter = (vl)shifted;
  vl swaps = -(quarter & 1);
  vd a = choose(swaps, c, s);
  vd b = choose(swaps, s, c);
  *sine = (vd)((vl)a ^ ((quarter & 2) << 62));
  *cosine = (vd)((vl)b ^ (((quarter + 1) & 2) << 62));
}

// Philox4x32-10 (Salmon et al. 2011), words in the low halves of 64-bit lanes.
static inline void philox(vu *c0, vu *c1, vu *c2, vu *c3, uint32_t key0, uint32_t key1) {
  const vu mask = all_bits(0xffffffff);
  for (int round = 0; round < 10; round++) {
    for (int g = 0; g < GROUPS; g++) {
      vu first = low_product(c0[g], all_bits(0xD2511F53));
      vu second = low_product(c2[g], all_bits(0xCD9E8D57));
      c0[g] = (second >> 32) ^ c1[g] ^ all_bits(key0);
      c1[g] = second & mask;
      c2[g] = (first >> 32) ^ c3[g] ^ all_bits(key1);
      c3[g] = first & mask;
    }
    key0 += 0x9E3779B9;
    key1 += 0xBB67AE85;
  }
}

static inline vd unit(vu low, vu high) {
  return (vd)((((high << 32) | low) >> 12) | all_bits(0x3ff0000000000000)) - 1.0;
}

// The standard normal numbers of two steps (Box and Muller 1958) from a block each.
static inline void normal_pair(vu *c0, vu *c1, vu *c2, vu *c3, uint32_t key0, uint32_t key1, vd *even, vd *odd) {
  philox(c0, c1, c2, c3, key0, key1);
  for (int g = 0; g < GROUPS; g++) {
    vd sine, cosine;
    vd radius = root(-2.0 * logarithm(1.0 - unit(c0[g], c1[g])));
    turn(unit(c2[g], c3[g]), &sine, &cosine);
    even[g] = radius * cosine;
    odd[g] = radius * sine;
  }
}

// Seconds of the processor, so that other programs on the machine count less.
static inline double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}
