import { useCallback, useEffect, useRef, useState } from "react";

export type Loaded<T> = { state: "loading" } | { state: "failed" } | { state: "ready"; value: T };

/**
 * Loads a value when the component appears and when `load` changes; the request is aborted when it goes. `load` has
 * to be memoized. The second result loads again: what is shown stays meanwhile, a failure does not.
 */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>): [Loaded<T>, () => void] {
  const [attempt, setAttempt] = useState(0);
  const [result, setResult] = useState<Loaded<T>>({ state: "loading" });
  const loaded = useRef(load);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const isSame = loaded.current === load;
    loaded.current = load;
    setResult((current) => (isSame && current.state === "ready" ? current : { state: "loading" }));
    load(signal).then(
      (value) => !signal.aborted && setResult({ state: "ready", value }),
      () => !signal.aborted && setResult({ state: "failed" }),
    );
    return () => controller.abort();
  }, [load, attempt]);
  return [result, useCallback(() => setAttempt((count) => count + 1), [])];
}
