// The reference economy of bench/reference-economy/model.ts, written by hand for the machine: what the generated
// code could reach at most. No books, no audit, nothing recorded.
// Arguments: key0 key1 runs steps repetitions. Prints seconds of each repetition and the final prices of 64 runs.
#include "vectors.h"

static double *prices;

static void run_tile(uint32_t key0, uint32_t key1, uint32_t first, int steps) {
  const double dt = 1.0 / 365.0;
  const double c1 = (0.15 - 0.8 * 0.8 / 2) * dt;
  const double c2 = 0.8 * __builtin_sqrt(dt);
  vd demand[GROUPS], staked[GROUPS], reserve[GROUPS], circulating[GROUPS], treasury[GROUPS], price[GROUPS],
      average[GROUPS], burned[GROUPS], even[GROUPS], odd[GROUPS];
  vu run[GROUPS];
  for (int g = 0; g < GROUPS; g++) {
    demand[g] = all(1), staked[g] = all(0.3), reserve[g] = all(6e8), circulating[g] = all(4e8);
    treasury[g] = all(1e6), price[g] = all(0.2), average[g] = all(0.2), burned[g] = all(0);
    for (int lane = 0; lane < WIDTH; lane++) run[g][lane] = first + g * WIDTH + lane;
  }
  for (int step = 0; step < steps; step++) {
    if ((step & 1) == 0) {
      vu w0[GROUPS], w1[GROUPS], w2[GROUPS], w3[GROUPS];
      for (int g = 0; g < GROUPS; g++) w0[g] = all_bits(step >> 1), w1[g] = run[g], w2[g] = w3[g] = all_bits(0);
      normal_pair(w0, w1, w2, w3, key0, key1, even, odd);
    }
    const vd *noise = (step & 1) == 0 ? even : odd;
    for (int g = 0; g < GROUPS; g++) {
      demand[g] = demand[g] * exponential(c1 + c2 * noise[g]);
      vd emission = 3e-4 * reserve[g];
      reserve[g] = reserve[g] - emission;
      vd yield = 365.0 * emission / (circulating[g] * staked[g]);
      staked[g] = staked[g] + 0.02 * (0.8 / (1.0 + exponential(-6.0 * (yield - 0.3))) - staked[g]);
      vd volume = 1e6 * exponential(0.8 * logarithm(demand[g]));
      vd fee = 0.01 * volume;
      vd support = choose((vl)(price[g] < average[g]), 0.02 * treasury[g], all(0));
      treasury[g] = treasury[g] + 0.5 * fee - support;
      vd bought = (0.5 * fee + support) / price[g];
      circulating[g] = circulating[g] + emission - bought;
      burned[g] = burned[g] + bought;
      vd left = choose((vl)(circulating[g] > 1e6), circulating[g], all(1e6));
      vd fair = volume * (365.0 / 8.0) / (left * (1.0 - staked[g]));
      price[g] = price[g] + 0.1 * (fair - price[g]);
      average[g] = average[g] + (2.0 / 31.0) * (price[g] - average[g]);
    }
  }
  for (int g = 0; g < GROUPS; g++)
    for (int lane = 0; lane < WIDTH; lane++) prices[first + g * WIDTH + lane] = price[g][lane] + 0 * burned[g][lane];
}

int main(int count, char **given) {
  if (count != 6) return 2;
  const uint32_t key0 = strtoul(given[1], 0, 10), key1 = strtoul(given[2], 0, 10);
  const int runs = atoi(given[3]), steps = atoi(given[4]), repetitions = atoi(given[5]);
  prices = calloc(runs + LANES, sizeof(double));
  printf("{\"seconds\":[");
  for (int repetition = 0; repetition < repetitions; repetition++) {
    double start = now();
    for (int first = 0; first < runs; first += LANES) run_tile(key0, key1, first, steps);
    printf("%s%.9f", repetition == 0 ? "" : ",", now() - start);
  }
  printf("],\"values\":[");
  for (int run = 0; run < runs && run < 64; run++) printf("%s%.17g", run == 0 ? "" : ",", prices[run]);
  printf("]}\n");
  free(prices);
  return 0;
}
