import { useEffect, useLayoutEffect } from "react";

/** `useLayoutEffect` without React 18's warning on the server, where no effect runs. */
export const useIsomorphicLayoutEffect: typeof useLayoutEffect =
  typeof document === "undefined" ? useEffect : useLayoutEffect;
