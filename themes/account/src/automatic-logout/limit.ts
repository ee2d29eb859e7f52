import { createContext, useContext } from "react";

/** Takes over the limit that the user has just chosen, in minutes; null = none. */
export const SetLimit = createContext<(minutes: number | null) => void>(() => undefined);

export const useSetLimit = () => useContext(SetLimit);
