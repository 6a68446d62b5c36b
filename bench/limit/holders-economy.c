// The holders economy of bench/holders-economy/model.ts, written by hand for the machine: lanes are holders of one
// run. No books, no audit, nothing recorded.
// Arguments: keys of the two draws (noise0 noise1 trait0 trait1), then holders runs steps repetitions. Prints seconds
// of each repetition and the tokens in the pool at the end of up to 64 runs.
#include "vectors.h"

// Sums by pairs, then pairs of pairs, as the engine does. Overwrites the values.
static double pairwise(double *values, int count) {
  while (count > 1) {
    int half = count >> 1;
    for (int i = 0; i < half; i++) values[i] = values[2 * i] + values[2 * i + 1];
    if (count & 1) values[half] = values[count - 1];
    count = half + (count & 1);
  }
  return values[0];
}

static double sum(const vd *values, int blocks) {
  // Four partial sums a lane are enough for a limit; the order differs from the engine's by rounding alone.
  vd part[GROUPS];
  for (int g = 0; g < GROUPS; g++) part[g] = all(0);
  for (int b = 0; b < blocks; b++)
    for (int g = 0; g < GROUPS; g++) part[g] += values[b * GROUPS + g];
  double lanes[LANES];
  for (int g = 0; g < GROUPS; g++)
    for (int lane = 0; lane < WIDTH; lane++) lanes[g * WIDTH + lane] = part[g][lane];
  return pairwise(lanes, LANES);
}

static double run_one(const uint32_t *key, uint32_t run, int holders, int steps, vd *memory) {
  const int blocks = (holders + LANES - 1) / LANES;
  vd *idle = memory, *staked = memory + blocks * GROUPS, *trait = memory + 2 * blocks * GROUPS,
     *odd = memory + 3 * blocks * GROUPS;
  for (int b = 0; b < blocks; b++) {
    vu w0[GROUPS], w1[GROUPS], w2[GROUPS], w3[GROUPS];
    vd first[GROUPS], second[GROUPS];
    for (int g = 0; g < GROUPS; g++) {
      w0[g] = all_bits(0), w1[g] = all_bits(run), w3[g] = all_bits(0);
      for (int lane = 0; lane < WIDTH; lane++) w2[g][lane] = b * LANES + g * WIDTH + lane;
    }
    normal_pair(w0, w1, w2, w3, key[2], key[3], first, second);
    for (int g = 0; g < GROUPS; g++)
      for (int lane = 0; lane < WIDTH; lane++) {
        // Beyond the last holder there is nothing, and nothing comes of it.
        const int exists = b * LANES + g * WIDTH + lane < holders;
        trait[b * GROUPS + g][lane] = 0.5 * first[g][lane];
        idle[b * GROUPS + g][lane] = exists ? 1000 : 0;
        staked[b * GROUPS + g][lane] = exists ? 500 : 0;
      }
  }
  double pool = 1e5;
  double stake = sum(staked, blocks);
  for (int step = 0; step < steps; step++) {
    const double pull = 2.0 * (365.0 * 200.0 / stake - 0.15);
    const double growth = 200.0 / stake;
    vd net[GROUPS], total[GROUPS];
    for (int g = 0; g < GROUPS; g++) net[g] = total[g] = all(0);
    for (int b = 0; b < blocks; b++) {
      vd noise[GROUPS];
      if ((step & 1) == 0) {
        vu w0[GROUPS], w1[GROUPS], w2[GROUPS], w3[GROUPS];
        for (int g = 0; g < GROUPS; g++) {
          w0[g] = all_bits(step >> 1), w1[g] = all_bits(run), w3[g] = all_bits(0);
          for (int lane = 0; lane < WIDTH; lane++) w2[g][lane] = b * LANES + g * WIDTH + lane;
        }
        normal_pair(w0, w1, w2, w3, key[0], key[1], noise, odd + b * GROUPS);
      } else {
        for (int g = 0; g < GROUPS; g++) noise[g] = odd[b * GROUPS + g];
      }
      for (int g = 0; g < GROUPS; g++) {
        const int at = b * GROUPS + g;
        vd leaning = 1.0 / (1.0 + exponential(-(trait[at] + pull + noise[g])));
        vl stakes = leaning > 0.6, sells = leaning < 0.4;
        vd staking = choose(stakes, 0.05 * idle[at] * leaning, all(0));
        vd selling = choose(sells, 0.02 * idle[at] * (1.0 - leaning), all(0));
        vd buying = choose(stakes | sells, all(0), 0.01 * idle[at] * leaning);
        vd reward = (staked[at] + staking) * growth;
        vd leaving = 0.01 * (staked[at] + staking + reward);
        idle[at] = idle[at] - staking - selling + buying + leaving;
        staked[at] = staked[at] + staking + reward - leaving;
        net[g] = net[g] + selling - buying;
        total[g] = total[g] + staked[at];
      }
    }
    double sold[LANES], held[LANES];
    for (int g = 0; g < GROUPS; g++)
      for (int lane = 0; lane < WIDTH; lane++) sold[g * WIDTH + lane] = net[g][lane], held[g * WIDTH + lane] = total[g][lane];
    pool += pairwise(sold, LANES);
    stake = pairwise(held, LANES);
  }
  return pool;
}

int main(int count, char **given) {
  if (count != 9) return 2;
  uint32_t key[4];
  for (int i = 0; i < 4; i++) key[i] = strtoul(given[1 + i], 0, 10);
  const int holders = atoi(given[5]), runs = atoi(given[6]), steps = atoi(given[7]), repetitions = atoi(given[8]);
  const int blocks = (holders + LANES - 1) / LANES;
  vd *memory = aligned_alloc(64, sizeof(vd) * 4 * blocks * GROUPS);
  double *pools = calloc(runs, sizeof(double));
  printf("{\"seconds\":[");
  for (int repetition = 0; repetition < repetitions; repetition++) {
    double start = now();
    for (int run = 0; run < runs; run++) pools[run] = run_one(key, run, holders, steps, memory);
    printf("%s%.9f", repetition == 0 ? "" : ",", now() - start);
  }
  printf("],\"values\":[");
  for (int run = 0; run < runs && run < 64; run++) printf("%s%.17g", run == 0 ? "" : ",", pools[run]);
  printf("]}\n");
  free(pools);
  free(memory);
  return 0;
}
