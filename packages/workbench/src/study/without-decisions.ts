import { type Economy, isEconomy, type Model } from "@tokenwright/engine";

/**
 * An economy whose parameters keep their values. A replay is driven by data and begins where they do, so that times
 * since the start of the futures mean nothing in it.
 */
export function withoutDecisions(economy: Economy): Economy {
  const modules = Object.entries(economy.modules).map(([name, use]) => [name, { ...use, model: strip(use.model) }]);
  return { ...economy, decisions: {}, modules: Object.fromEntries(modules) };
}

function strip(model: Model | Economy): Model {
  return isEconomy(model) ? withoutDecisions(model) : { ...model, decisions: {} };
}
