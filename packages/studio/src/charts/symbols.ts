/** Letters by their names in LaTeX. */
const letters: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  varepsilon: "ε",
  zeta: "ζ",
  eta: "η",
  theta: "θ",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  xi: "ξ",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  phi: "φ",
  varphi: "φ",
  chi: "χ",
  psi: "ψ",
  omega: "ω",
  Delta: "Δ",
  Gamma: "Γ",
  Lambda: "Λ",
  Omega: "Ω",
  Phi: "Φ",
  Pi: "Π",
  Sigma: "Σ",
  lfloor: "⌊",
  rfloor: "⌋",
  cdot: "·",
  ell: "ℓ",
  infty: "∞",
};

const below: Readonly<Record<string, string>> = Object.fromEntries(
  [..."0123456789aeioruvxhklmnpst"].map((letter, index) => [letter, [..."₀₁₂₃₄₅₆₇₈₉ₐₑᵢₒᵣᵤᵥₓₕₖₗₘₙₚₛₜ"][index]!]),
);
const accents: Readonly<Record<string, string>> = { bar: "\u0304", hat: "\u0302", tilde: "\u0303", dot: "\u0307" };

/** A symbol of a paper as letters: `\rho_0` as ρ₀, `\bar{p}` as p̄. */
export function symbolText(latex: string): string {
  return latex
    .replace(/\\(?:mathrm|mathit|text|operatorname)\{([^{}]*)\}/g, "$1")
    .replace(/\\sqrt\{([^{}]*)\}/g, "√$1")
    .replace(/\\(bar|hat|tilde|dot)\s*(?:\{(\\?[A-Za-z]+)\}|(\\[A-Za-z]+|[A-Za-z]))/g, (_, accent, inner, bare) => {
      return letterOf(inner ?? bare) + accents[accent as string]!;
    })
    .replace(/\\([A-Za-z]+)\s*/g, (_, name: string) => letters[name] ?? name)
    .replace(/_(?:\{([^{}]*)\}|(\w))/g, (_, long?: string, short?: string) => lowered(long ?? short ?? ""))
    .replace(/[{}\\]/g, "");
}

function letterOf(name: string): string {
  return name.startsWith("\\") ? (letters[name.slice(1)] ?? name.slice(1)) : name;
}

/** Below the line where there are letters for it; else after a low line. */
function lowered(text: string): string {
  const found = [...text].map((letter) => below[letter]);
  return found.every((one) => one !== undefined) ? found.join("") : `_${text}`;
}
