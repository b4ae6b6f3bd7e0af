export const built: string;
export function serve(folder: string): Promise<{ readonly origin: string; readonly close: () => void }>;
