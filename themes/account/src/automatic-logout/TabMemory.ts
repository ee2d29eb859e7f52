/**
 * What the tabs of a browser have to know of each other: when the server was last told of activity, and the user's limit
 * of inactivity; all in milliseconds. Kept in the browser's storage and not only sent, for a tab that slept has to know
 * it before it decides.
 */
export class TabMemory {
  private readonly activityKey: string;
  private readonly limitKey: string;

  constructor(realm: string) {
    this.activityKey = `gatehouse.activity.${realm}`;
    this.limitKey = `gatehouse.automatic-logout.${realm}`;
  }

  /** When one of the tabs last told the server; 0 if none has. */
  activity(): number {
    return Number(localStorage.getItem(this.activityKey)) || 0;
  }

  noteActivity(at: number) {
    localStorage.setItem(this.activityKey, String(at));
  }

  noteLimit(limit: number | null) {
    localStorage.setItem(this.limitKey, String(limit));
  }

  /** Calls back when another tab has noted something. The result ends that. */
  listen(onActivity: () => void, onLimit: (limit: number | null) => void): () => void {
    const receive = ({ key, newValue }: StorageEvent) => {
      if (key === this.activityKey) {
        onActivity();
      } else if (key === this.limitKey && newValue !== null) {
        onLimit(Number(newValue) || null);
      }
    };
    window.addEventListener("storage", receive);
    return () => window.removeEventListener("storage", receive);
  }
}
