import type { TabMemory } from "./TabMemory";

export const MINUTE = 60_000;

/** The longest time that timers of browsers can wait. */
const LONGEST_TIMER = 2 ** 31 - 1;

export type WatchState =
  /** The user has no limit, or enough time is left. */
  | { phase: "calm" }
  /** Without an answer the session is over at `endsAt`, in milliseconds. */
  | { phase: "warning"; endsAt: number }
  /** Nothing was done for as long as the user allows: in milliseconds. */
  | { phase: "over"; limit: number };

type InactivityWatchOptions = {
  /** Tells the server that the user is there, or fails. */
  report: () => Promise<unknown>;
  tabs: Pick<TabMemory, "activity" | "noteActivity" | "noteLimit">;
  onChange: (state: WatchState) => void;
};

/** How long before the end the user is warned: a minute, or half of a limit below 2 minutes. */
export const warningTime = (limit: number) => Math.min(MINUTE, limit / 2);

/** Activity is told the server at most once in this time: a minute, or less where the limit is a few minutes. */
export const reportInterval = (limit: number) => Math.min(MINUTE, limit / 4);

/**
 * Counts down the user's limit of inactivity (rule S3), in milliseconds. The time runs from the last activity that the
 * server knows of, for the server ends the session by that; what the user does is told the server soon enough that no
 * warning comes first. While nothing is done nothing is told. During a warning only {@link stay} counts: a mouse that
 * was bumped is no answer.
 */
export class InactivityWatch {
  private state: WatchState = { phase: "calm" };
  private limit: number | null = null;
  /** When the server last knew of activity. */
  private confirmedAt = Date.now();
  /** When it was last told, whether it answered or not. */
  private attemptedAt = Date.now();
  private hasNews = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: InactivityWatchOptions) {}

  stop() {
    clearTimeout(this.timer);
  }

  /** The user's limit, as the server says; null = none. */
  setLimit(limit: number | null) {
    this.limit = limit;
    this.check();
  }

  /** Sets the limit in the other tabs as well. */
  shareLimit(limit: number | null) {
    this.options.tabs.noteLimit(limit);
    this.setLimit(limit);
  }

  /** The user has moved the pointer, pressed a key, touched or scrolled. */
  noteActivity() {
    if (this.limit === null) {
      return;
    }
    // First: after a computer's sleep the hand on the mouse is faster than the timers.
    this.check();
    if (this.state.phase === "calm") {
      this.hasNews = true;
      this.check();
    }
  }

  /** The server knows that the user is there, such as after a refresh that a page needed. */
  noteConfirmed() {
    this.options.tabs.noteActivity(Date.now());
    this.check();
  }

  /** The user wants to stay. Whether the server has been told. */
  async stay(): Promise<boolean> {
    return this.report();
  }

  /** Looks at the clock. */
  check() {
    clearTimeout(this.timer);
    const { limit, state } = this;
    if (state.phase === "over") {
      return;
    }
    if (limit === null) {
      this.change({ phase: "calm" });
      return;
    }
    this.takeOver();
    const now = Date.now();
    const endsAt = this.confirmedAt + limit;
    const warnsAt = endsAt - warningTime(limit);
    if (now >= endsAt) {
      this.change({ phase: "over", limit });
      return;
    }
    if (now >= warnsAt) {
      this.change({ phase: "warning", endsAt });
      this.wakeAt(endsAt, now);
      return;
    }
    this.change({ phase: "calm" });
    const reportsAt = this.attemptedAt + reportInterval(limit);
    if (this.hasNews && now >= reportsAt) {
      void this.report();
      this.wakeAt(warnsAt, now);
    } else {
      this.wakeAt(this.hasNews ? Math.min(reportsAt, warnsAt) : warnsAt, now);
    }
  }

  private async report(): Promise<boolean> {
    this.attemptedAt = Date.now();
    this.hasNews = false;
    try {
      await this.options.report();
    } catch {
      // Without a connection: told again when there is a chance, for the user was there.
      this.hasNews = true;
      this.check();
      return false;
    }
    this.noteConfirmed();
    return true;
  }

  /** What this tab or another one has told the server. */
  private takeOver() {
    const at = this.options.tabs.activity();
    // A clock that was set back must not make the time longer.
    if (at > this.confirmedAt && at <= Date.now()) {
      this.confirmedAt = at;
      this.attemptedAt = Math.max(this.attemptedAt, at);
      this.hasNews = false;
    }
  }

  private wakeAt(time: number, now: number) {
    this.timer = setTimeout(() => this.check(), Math.min(time - now, LONGEST_TIMER));
  }

  private change(next: WatchState) {
    const { state } = this;
    const isSame =
      state.phase === next.phase &&
      (state.phase !== "warning" || next.phase !== "warning" || state.endsAt === next.endsAt);
    if (!isSame) {
      this.state = next;
      this.options.onChange(next);
    }
  }
}
