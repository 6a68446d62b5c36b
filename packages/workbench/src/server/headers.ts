/**
 * What the page may do. Scripts come from the server alone, none stands in the page; WebAssembly may be compiled,
 * for the engine's vector code. Styles may stand in the page: Mantine writes its colours and sizes into `<style>`
 * elements and CodeMirror its themes, with content that is not known beforehand.
 */
export const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Sent with every answer, refusals too. The opener and embedder policies let the page share memory among its threads. */
export const headers: Readonly<Record<string, string>> = {
  "content-security-policy": policy,
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};
