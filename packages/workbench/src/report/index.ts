export { findingOf, spreadOf } from "./finding.js";
export { formatCount, formatNumber, formatShare, type NumberScale, scaleFor, unitWords } from "./numbers.js";
export { type ReportInput, renderReport, reproduceCommand } from "./page.js";
