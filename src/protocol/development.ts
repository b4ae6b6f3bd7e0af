declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** Whether a bundler, or Node, says that this is development. Bundlers replace the expression by its value. */
export function isDevelopment(): boolean {
  try {
    return process.env.NODE_ENV !== "production";
  } catch {
    return false;
  }
}
