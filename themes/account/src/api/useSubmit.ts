import { useCallback, useRef, useState } from "react";

/** Runs one submission at a time: while one is under way, further calls do nothing. */
export function useSubmit(action: () => Promise<void>): { isSubmitting: boolean; submit: () => Promise<void> } {
  const [isSubmitting, setIsSubmitting] = useState(false);
  // State changes with the next rendering only; a double click is faster.
  const underWay = useRef(false);
  const submit = useCallback(async () => {
    if (underWay.current) {
      return;
    }
    underWay.current = true;
    setIsSubmitting(true);
    try {
      await action();
    } finally {
      underWay.current = false;
      setIsSubmitting(false);
    }
  }, [action]);
  return { isSubmitting, submit };
}
