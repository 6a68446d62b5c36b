/**
 * `node --conditions=source --import tsx bench/devices/insight.ts`: the methods of insight on NAB, M4 hourly and UCI air
 * quality, beside published figures, with the coverage of every interval and the time they take. About two minutes.
 */
import { anomaly, calibration, forecast } from "@tokenwright/devices";
import { hasData, type NabFile, readAir, readM4, readNab } from "./insight-data.js";

function secondsOf(action: () => void): number {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const fixed = (value: number, digits = 3): string => value.toFixed(digits).padStart(9);

/** Re-scored on these 30 files from the benchmark's result files, best threshold for each profile. */
const nabPeers: readonly (readonly [string, number, number, number])[] = [
  ["Numenta HTM (range of the file)", 75.8, 71.31, 79.2],
  ["ARTime", 74.91, 66.45, 79.94],
  ["earthgecko Skyline", 61.11, 51.71, 66.08],
  ["Random Cut Forest", 57.43, 47.59, 64.29],
  ["KNN-CAD", 55.81, 46.28, 60.54],
  ["Windowed Gaussian", 37.09, 18.84, 45.39],
];

function benchAnomaly(): void {
  const files = readNab();
  const rows = files.reduce((sum, { values }) => sum + values.length, 0);
  let evidence: Float64Array[] = [];
  const seconds = secondsOf(() => {
    evidence = files.map(({ values }) => {
      const detector = new anomaly.AnomalyDetector();
      return values.map((value) => detector.observe(value).evidence);
    });
  });
  // Evidence does not depend on the threshold: alarms at another one need no second pass.
  const alarmsAt = (base: number) => (all: Float64Array) => {
    const threshold = new anomaly.AlarmThreshold(base);
    return all.map((value) => (threshold.decide(value) ? 1 : 0));
  };
  const score = (base: number, profile: anomaly.NabProfile, has: (file: NabFile) => boolean = () => true) => {
    const chosen = files.map((file, index) => ({ file, index })).filter(({ file }) => has(file));
    const series = chosen.map(({ file, index }) => ({
      scores: alarmsAt(base)(evidence[index]!),
      windows: file.windows,
    }));
    return anomaly.nabScore(series, 1, profile);
  };
  const bases = Array.from({ length: 25 }, (_, index) => 0.3 + 0.05 * index);
  const best = (profile: anomaly.NabProfile, has?: (file: NabFile) => boolean) =>
    bases.reduce((a, b) => (score(b, profile, has).raw > score(a, profile, has).raw ? b : a));
  const line = (name: string, scores: readonly number[]) =>
    console.log(name.padEnd(44), ...scores.map((s) => fixed(s, 2)));
  console.log(`\nNAB: ${files.length} files, ${rows} rows. Score: standard, low FP, low FN`);
  const own = anomaly.nabProfiles.map((profile) => score(anomaly.standardThreshold, profile));
  line(
    `own, threshold ${anomaly.standardThreshold} for all`,
    own.map(({ normalised }) => normalised),
  );
  console.log(`  windows found ${own[0]!.found} of ${own[0]!.windows}, false alarms ${own[0]!.falseAlarms}`);
  line(
    "own, best threshold for each profile",
    anomaly.nabProfiles.map((profile) => score(best(profile), profile).normalised),
  );
  const standard = anomaly.nabProfiles[0]!;
  let raw = 0;
  for (const folder of new Set(files.map((file) => file.folder))) {
    const base = best(standard, (file) => file.folder !== folder);
    const left = score(base, standard, (file) => file.folder === folder);
    raw += left.raw;
    line(`  ${folder}, threshold ${base.toFixed(2)} of the others`, [left.normalised]);
  }
  line("own, threshold of the other folders", [(50 * (raw + own[0]!.windows)) / own[0]!.windows]);
  for (const [name, ...scores] of nabPeers) line(name, scores);
  console.log(
    `own: ${((seconds / rows) * 1e6).toFixed(0)} µs a row; ${(own[0]!.normalised / 55.81).toFixed(2)} x KNN-CAD`,
  );
}

/** Published for the hourly series: Mcompetitions/M4-methods. */
const m4Peers: readonly (readonly [string, number])[] = [
  ["238 CARD (best on hourly)", 0.41],
  ["118 Smyl ES-RNN (winner)", 0.44],
  ["245 FFORMA", 0.484],
];

function benchForecast(): void {
  const series = readM4();
  const accuracy = (points: readonly Float64Array[]) => {
    let [percent, scaled] = [0, 0];
    for (const [index, { history, future }] of series.entries()) {
      percent += forecast.smape(future, points[index]!) / series.length;
      scaled +=
        forecast.meanAbsoluteError(future, points[index]!) / forecast.seasonalScale(history, 24) / series.length;
    }
    return [percent, scaled] as const;
  };
  const bench = (name: string) => forecast.benchmarkMethod(name)!.forecast;
  const reference = accuracy(series.map(({ history }) => bench("Naive2")(history, 48, 24)!));
  const owa = ([percent, scaled]: readonly [number, number]) => (percent / reference[0] + scaled / reference[1]) / 2;
  console.log(`\nM4 hourly: ${series.length} series, 48 hours ahead. sMAPE, MASE, OWA`);
  let answers: forecast.ForecastAnswer[] = [];
  const seconds = secondsOf(() => {
    answers = series.map(({ history }) => {
      const forecaster = new forecast.Forecaster({ period: 24 });
      forecaster.update(history);
      return forecaster.forecast(48);
    });
  });
  const own = accuracy(answers.map(({ point }) => point));
  console.log("own combination".padEnd(44), fixed(own[0]), fixed(own[1]), fixed(owa(own)));
  for (const { name, forecast: method } of forecast.benchmarkMethods) {
    const measured = accuracy(series.map(({ history }) => method(history, 48, 24)!));
    console.log(name.padEnd(44), fixed(measured[0]), fixed(measured[1]), fixed(owa(measured)));
  }
  for (const [name, published] of m4Peers) console.log(`${name}, published`.padEnd(64), fixed(published));
  for (const index of [0, 1]) {
    let [inside, score] = [0, 0];
    for (const [at, { history, future }] of series.entries()) {
      const { level, lower, upper } = answers[at]!.intervals[index]!;
      inside += forecast.coverage(future, lower, upper) / series.length;
      const scale = forecast.seasonalScale(history, 24) * series.length;
      score += forecast.intervalScore(future, lower, upper, level) / scale;
    }
    const { level } = answers[0]!.intervals[index]!;
    console.log(
      `intervals at ${100 * level} %: cover ${(100 * inside).toFixed(1)} %, scaled interval score ${score.toFixed(2)}`,
    );
  }
  console.log(`own: ${((seconds / series.length) * 1000).toFixed(0)} ms a series`);
}

const channels = [
  ...["PT08.S1(CO)", "PT08.S2(NMHC)", "PT08.S3(NOx)", "PT08.S4(NO2)", "PT08.S5(O3)"],
  ...["T", "RH", "AH"],
];

function benchCalibration(): void {
  const air = readAir();
  const columns = channels.map((name) => air.get(name)!);
  const rows = Array.from(columns[0]!, (_, row) => columns.map((column) => column[row]!));
  const cut = Math.floor(0.6 * rows.length);
  console.log(
    "\nUCI air quality, first 60 % learned from, the rest corrected. RMSE, MAE, bias, cover at 80 % and 95 %",
  );
  for (const target of ["CO(GT)", "NO2(GT)", "C6H6(GT)", "NOx(GT)"]) {
    const reference = air.get(target)!;
    for (const terms of ["linear", "quadratic", undefined] as const) {
      for (const goesOn of [false, true]) {
        if (terms !== undefined && goesOn) continue;
        const own = new calibration.SensorCalibration(terms === undefined ? { channels: 8 } : { channels: 8, terms });
        for (let row = 0; row < cut; row++) own.learn(rows[row]!, reference[row]!);
        own.fit();
        const [actual, corrected]: [number[], number[]] = [[], []];
        const inside = [0, 0];
        for (let row = cut; row < rows.length; row++) {
          const { value, missing, halfWidths } = own.correct(rows[row]!);
          if (!missing && !Number.isNaN(reference[row]!)) {
            actual.push(reference[row]!);
            corrected.push(value);
            for (const index of [0, 1]) if (Math.abs(value - reference[row]!) <= halfWidths[index]!) inside[index]!++;
          }
          if (goesOn) own.learn(rows[row]!, reference[row]!);
        }
        const [y, f] = [Float64Array.from(actual), Float64Array.from(corrected)];
        const errors = [forecast.rootMeanSquaredError(y, f), forecast.meanAbsoluteError(y, f), forecast.bias(y, f)];
        const kind = `${terms ?? `chosen (${own.explain().terms})`}${goesOn ? ", references go on" : ""}`;
        const shares = inside.map((count) => `${((100 * count) / y.length).toFixed(1)} %`);
        console.log(`${target} ${kind}`.padEnd(44), ...errors.map((error) => fixed(error)), ...shares);
      }
    }
  }
  console.log("published: CO linear 0.726 and 0.552, quadratic 0.650 and 0.453");
  benchBenzene(forecast.fillGaps(air.get("C6H6(GT)")!, 24), "gaps filled from the past");
}

/** One hour ahead over the last 30 %, from the rows known then. */
function benchBenzene(values: Float64Array, how: string): void {
  const cut = Math.floor(0.7 * values.length);
  const rows = Array.from({ length: values.length - cut }, (_, index) => cut + index);
  const actual = Float64Array.from(rows, (row) => values[row]!);
  const last = Float64Array.from(rows, (row) => values[row - 1]!);
  console.log(`\nBenzene one hour ahead, ${how}. RMSE, MAE, bias, cover at 80 % and 95 %`);
  console.log("last value".padEnd(44), fixed(forecast.rootMeanSquaredError(actual, last)));
  for (const [name, options] of [
    ["ridge on lags 1, 2, 3, 23, 24, 25, 168", { lags: [1, 2, 3, 23, 24, 25, 168], lead: 1 }],
    [
      "ridge on many lags of logarithms",
      { lags: forecast.lagsOf(24, { lags: "many", seven: true }), lead: 1, logarithm: true },
    ],
  ] as const) {
    const rule = forecast.fitLagRule(values.subarray(0, cut), options)!;
    const ahead = Float64Array.from(rows, (row) => rule.predict(values.subarray(0, row)));
    const isFactor = "logarithm" in options;
    const shares = [0.8, 0.95].map((level) => {
      const width = rule.halfWidth(level);
      const lower = ahead.map((value) => (isFactor ? value / width : value - width));
      const upper = ahead.map((value) => (isFactor ? value * width : value + width));
      return `${(100 * forecast.coverage(actual, lower, upper)).toFixed(1)} %`;
    });
    const { rootMeanSquaredError: rmse, meanAbsoluteError: mae, bias } = forecast;
    console.log(
      name.padEnd(44),
      fixed(rmse(actual, ahead)),
      fixed(mae(actual, ahead)),
      fixed(bias(actual, ahead)),
      ...shares,
    );
  }
}

if (hasData) {
  benchAnomaly();
  benchForecast();
  benchCalibration();
} else console.log("The benchmark data are not beside the repository: nothing to measure.");
