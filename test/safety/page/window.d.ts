interface Window {
  readonly safety: import("./types.js").SafetyLab;
  /** What payloads call. */
  acted: (id: string) => void;
}
