/*
 * Gatehouse: automatic logout in any web application (rule S3).
 *
 * Keycloak serves this file at /realms/{realm}/account-security/automatic-logout.js; docs/features/sessions.md tells
 * how to use it. Once the user is signed in:
 *
 *   GatehouseAutomaticLogout.start({
 *     accessToken: () => keycloak.token,
 *     refresh: () => keycloak.updateToken(-1),
 *     signOut: () => keycloak.logout(),
 *   });
 *
 * Users with a limit of inactivity are warned before it ends their session; for all others nothing happens. Whatever
 * goes wrong here, the server ends the session by the same limit.
 */
(function () {
  "use strict";

  const SECOND = 1000;
  const MINUTE = 60 * SECOND;

  /** The longest time that timers of browsers can wait. */
  const LONGEST_TIMER = 2 ** 31 - 1;

  /** How long the server may take to say when the session ends, and to give new tokens. */
  const QUESTION_TIMEOUT = 5 * SECOND;
  const REFRESH_TIMEOUT = 15 * SECOND;

  /** How far a tab's clock may be ahead of another one's: the computer's is put right now and then. */
  const CLOCK_TOLERANCE = 5 * SECOND;

  /** What only a person does. Not "scroll": pages scroll by themselves as well, people with wheel, finger or key. */
  const ACTIVITY = ["pointerdown", "pointermove", "keydown", "touchstart", "touchmove", "wheel"];

  /** Seconds left at which screen readers tell the time: each second would leave no time for anything else. */
  const ANNOUNCED = [60, 30, 10];

  const TEXTS = {
    en: {
      title: "Are you still there?",
      left: "Nothing has been done for a while. Time left until you are signed out: {time}.",
      stay: "Stay signed in",
      signOut: "Sign out now",
      failed: "The server could not be reached. Check your connection and try again.",
    },
    de: {
      title: "Sind Sie noch da?",
      left: "Seit einiger Zeit wurde nichts getan. Zeit bis zur Abmeldung: {time}.",
      stay: "Angemeldet bleiben",
      signOut: "Jetzt abmelden",
      failed: "Der Server war nicht zu erreichen. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.",
    },
    fr: {
      title: "Êtes-vous toujours là ?",
      left: "Rien n'a été fait depuis un moment. Temps restant avant la déconnexion : {time}.",
      stay: "Rester connecté",
      signOut: "Se déconnecter maintenant",
      failed: "Le serveur n'a pas pu être joint. Vérifiez votre connexion, puis réessayez.",
    },
    es: {
      title: "¿Sigue ahí?",
      left: "No ha habido actividad desde hace un rato. Tiempo hasta que se cierre la sesión: {time}.",
      stay: "Mantener la sesión",
      signOut: "Cerrar sesión ahora",
      failed: "No se pudo contactar con el servidor. Compruebe su conexión e inténtelo de nuevo.",
    },
    ru: {
      title: "Вы ещё здесь?",
      left: "Некоторое время не было активности. До выхода осталось: {time}.",
      stay: "Остаться в системе",
      signOut: "Выйти сейчас",
      failed: "Не удалось связаться с сервером. Проверьте подключение и повторите попытку.",
    },
  };

  /**
   * Inside a shadow root, as a constructed style sheet: no rule of the page gets in, none gets out, and a
   * Content-Security-Policy without 'unsafe-inline' allows it. The colours are the system's, light or dark as the page is.
   */
  const STYLES = `
    :host { all: initial; color-scheme: inherit; }
    dialog {
      box-sizing: border-box; width: 32em; max-width: calc(100vw - 2em); max-height: calc(100vh - 2em); overflow: auto;
      margin: auto; padding: 1.5em; border: 1px solid GrayText; border-radius: 0.5em;
      background: Canvas; color: CanvasText; box-shadow: 0 0.5em 2em rgba(0, 0, 0, 0.4);
      font-family: var(--gatehouse-font, system-ui, sans-serif); font-size: 1em; line-height: 1.5;
      overflow-wrap: break-word;
    }
    dialog::backdrop { background: rgba(0, 0, 0, 0.6); }
    h2 { margin: 0 0 0.5em; font-size: 1.375em; line-height: 1.3; }
    p { margin: 0 0 1.25em; }
    .left { font-variant-numeric: tabular-nums; }
    .told { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
    .failed { padding-inline-start: 0.75em; border-inline-start: 0.25em solid #d93025; }
    .failed:empty { display: none; }
    .actions { display: flex; flex-wrap: wrap; gap: 0.75em; }
    button {
      min-height: 2.75em; padding: 0.375em 1.25em; border: 1px solid currentColor; border-radius: 0.375em;
      background: transparent; color: inherit; font: inherit; cursor: pointer;
    }
    .stay { border-color: transparent; background: var(--gatehouse-accent, #0b5cad); color: #fff; }
    .stay[aria-disabled="true"] { opacity: 0.6; cursor: default; }
    button:focus-visible { outline: 0.1875em solid CanvasText; outline-offset: 0.1875em; }
    @media (max-width: 30em) { button { flex: 1 1 100%; } }
  `;

  /** How long before the end the user is warned: a minute, or half of a limit below 2 minutes. */
  const warningTime = (limit) => Math.min(MINUTE, limit / 2);

  /** Activity is told the server at most once in this time: a minute, or a quarter of a limit below 4 minutes. */
  const reportInterval = (limit) => Math.min(MINUTE, limit / 4);

  /**
   * What the tabs of this origin have to know of each other: when the server was last told of activity, in milliseconds.
   * Kept and not only sent, for a tab that slept has to know it before it decides. Where the browser keeps nothing each
   * tab counts for itself. The account console uses the same key.
   */
  class Tabs {
    constructor(realm) {
      this.key = `gatehouse.activity.${realm}`;
    }

    /** 0 if no tab has told anything. */
    activity() {
      try {
        return Number(localStorage.getItem(this.key)) || 0;
      } catch (e) {
        return 0;
      }
    }

    noteActivity(at) {
      try {
        localStorage.setItem(this.key, String(at));
      } catch (e) {
        // Full, or forbidden by the user.
      }
    }
  }

  /**
   * Counts down the user's limit of inactivity; times are in milliseconds. The time runs from the last activity that the
   * server knows of, for the server ends the session by that; what the user does is told the server soon enough that no
   * warning comes first. While nothing is done nothing is told. During a warning only an answer to it counts: a mouse
   * that was bumped is none. Of all moments of a call the last one counts, so that this is over just after the session:
   * whoever signs in again before would go on with the old one.
   */
  class Watch {
    constructor({ load, refresh, warn, end, tabs }) {
      Object.assign(this, { load, refresh, warn, end, tabs });
      /** null = none, or not known. */
      this.limit = null;
      /** When the server last knew of activity. */
      this.confirmedAt = 0;
      /** When it was last told, whether it answered or not. */
      this.attemptedAt = 0;
      /** When it was last asked when the session ends. */
      this.askedAt = -Infinity;
      this.isAsking = false;
      /** Something was done that the server has not been told. */
      this.hasNews = false;
      /** It is time for a warning, or later. */
      this.isDue = false;
      this.wakesAt = 0;
      /** The warning that is shown. */
      this.warning = null;
      this.isStopped = false;
    }

    stop() {
      this.isStopped = true;
      clearTimeout(this.timer);
      this.closeWarning();
    }

    /** The user has moved the pointer, pressed a key, touched or scrolled. */
    noteActivity() {
      if (this.limit === null || (this.hasNews && Date.now() < this.wakesAt)) {
        return;
      }
      // First: after a computer's sleep the hand on the mouse is faster than the timers.
      this.check();
      if (this.limit !== null && !this.isDue && !this.isStopped) {
        this.hasNews = true;
        this.check();
      }
    }

    /** The user is back at the page, maybe from where the limit is set. */
    async lookAgain() {
      this.check();
      if (!this.isAsking && Date.now() >= this.askedAt + MINUTE) {
        await this.ask();
      }
    }

    /** Asks the server when the session ends. Without an answer what is known goes on to hold. */
    async ask() {
      this.askedAt = Date.now();
      this.isAsking = true;
      try {
        this.take(await inTime(this.load(), QUESTION_TIMEOUT));
      } catch (e) {
        // Not reachable, or the access token has expired while nothing was done.
      }
      this.isAsking = false;
      this.check();
    }

    take({ minutes, secondsLeft }) {
      if (minutes === null) {
        this.limit = null;
        return;
      }
      if (!(minutes > 0 && secondsLeft >= 0)) {
        throw new TypeError("that is no limit");
      }
      this.limit = minutes * MINUTE;
      this.confirmedAt = Math.max(this.confirmedAt, Date.now() + secondsLeft * SECOND - this.limit);
      this.attemptedAt = Math.max(this.attemptedAt, this.confirmedAt);
    }

    /** Tells the server that the user is there. Whether it has been told. */
    async report() {
      this.attemptedAt = Date.now();
      this.hasNews = false;
      try {
        const answer = await inTime(this.refresh(), REFRESH_TIMEOUT);
        if (answer && answer.ok === false) {
          throw new Error("refused");
        }
      } catch (e) {
        // Told again when there is a chance, for the user was there.
        this.hasNews = true;
        this.check();
        return false;
      }
      this.confirmedAt = Math.max(this.confirmedAt, Date.now());
      this.tabs.noteActivity(this.confirmedAt);
      this.check();
      return true;
    }

    /** Looks at the clock. */
    check() {
      clearTimeout(this.timer);
      if (this.isStopped) {
        return;
      }
      if (this.limit === null) {
        this.closeWarning();
        return;
      }
      this.takeOver();
      const now = Date.now();
      const endsAt = this.confirmedAt + this.limit;
      const warnsAt = endsAt - warningTime(this.limit);
      this.isDue = now >= warnsAt;
      if (!this.isDue) {
        this.closeWarning();
        this.reportOrWait(now, warnsAt);
      } else if (this.askedAt < (now < endsAt ? warnsAt : endsAt)) {
        // The user may be busy in another application of the same session.
        if (!this.isAsking) {
          this.ask();
        }
      } else if (!this.isAsking) {
        if (now < endsAt) {
          this.wakeAt(endsAt);
          this.openWarning(endsAt);
        } else {
          this.stop();
          this.end();
        }
      }
    }

    reportOrWait(now, warnsAt) {
      const reportsAt = this.attemptedAt + reportInterval(this.limit);
      if (this.hasNews && now >= reportsAt) {
        this.wakeAt(warnsAt);
        this.report();
      } else {
        this.wakeAt(this.hasNews ? Math.min(reportsAt, warnsAt) : warnsAt);
      }
    }

    /** What another tab has told the server. */
    takeOver() {
      const at = this.tabs.activity();
      // A clock that was set back must not make the time longer.
      if (at > this.confirmedAt && at <= Date.now() + CLOCK_TOLERANCE) {
        this.confirmedAt = at;
        this.attemptedAt = Math.max(this.attemptedAt, at);
        this.hasNews = false;
      }
    }

    wakeAt(time) {
      this.wakesAt = time;
      this.timer = setTimeout(() => this.check(), Math.min(time - Date.now(), LONGEST_TIMER));
    }

    openWarning(endsAt) {
      if (this.warning && this.warning.endsAt === endsAt) {
        return;
      }
      this.closeWarning();
      this.warning = { endsAt, close: null };
      this.warning.close = this.warn({ endsAt, stay: () => this.report() });
    }

    closeWarning() {
      const shown = this.warning;
      this.warning = null;
      if (shown && typeof shown.close === "function") {
        shown.close();
      }
    }
  }

  /** The warning, for applications that have none of their own. The result closes it. */
  function showDialog({ endsAt, stay, signOut }, language) {
    const texts = TEXTS[language];
    const format = new Intl.NumberFormat(language, { style: "unit", unit: "second", unitDisplay: "long" });
    const text = (seconds) => texts.left.replace("{time}", format.format(seconds));

    const title = element("h2", { id: "title" }, texts.title);
    const left = element("p", { class: "left", "aria-hidden": "true" });
    const told = element("p", { class: "told", id: "told", role: "status" });
    const failed = element("p", { class: "failed", role: "alert" });
    const stayButton = element("button", { class: "stay", type: "button", autofocus: "" }, texts.stay);
    const signOutButton = element("button", { type: "button" }, texts.signOut);
    const actions = element("div", { class: "actions" });
    actions.append(stayButton, signOutButton);
    const dialog = element("dialog", {
      role: "alertdialog",
      lang: language,
      "aria-labelledby": "title",
      "aria-describedby": "told",
    });
    dialog.append(title, left, told, failed, actions);

    const host = document.createElement("gatehouse-automatic-logout");
    const root = host.attachShadow({ mode: "open" });
    if ("adoptedStyleSheets" in root) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLES);
      root.adoptedStyleSheets = [sheet];
    }
    root.append(dialog);

    const count = () => {
      const seconds = Math.max(0, Math.ceil((endsAt - Date.now()) / SECOND));
      left.textContent = text(seconds);
      if (told.textContent === "" || ANNOUNCED.includes(seconds)) {
        told.textContent = text(seconds);
      }
    };
    let isBusy = false;
    const answer = async () => {
      if (isBusy) {
        return;
      }
      isBusy = true;
      failed.textContent = "";
      stayButton.setAttribute("aria-disabled", "true");
      const isTold = await stay();
      isBusy = false;
      stayButton.removeAttribute("aria-disabled");
      failed.textContent = isTold ? "" : texts.failed;
    };
    let isOpen = true;

    stayButton.addEventListener("click", answer);
    signOutButton.addEventListener("click", signOut);
    // Whoever wants to close it is there. It stays until the server knows.
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        answer();
      }
    });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      answer();
    });
    dialog.addEventListener("close", () => isOpen && dialog.showModal());

    count();
    document.body.append(host);
    dialog.showModal();
    stayButton.focus();
    const clock = setInterval(count, SECOND);
    return () => {
      isOpen = false;
      clearInterval(clock);
      dialog.close();
      host.remove();
    };
  }

  function element(name, attributes, text = "") {
    const created = document.createElement(name);
    Object.keys(attributes).forEach((key) => created.setAttribute(key, attributes[key]));
    created.textContent = text;
    return created;
  }

  /** The wanted language, that of the page, or that of the browser, if there are texts in it; otherwise English. */
  function languageOf(wanted) {
    return (
      [wanted, document.documentElement.lang, navigator.language]
        .filter((tag) => typeof tag === "string" && tag !== "")
        .map((tag) => tag.toLowerCase().split("-")[0])
        .find((tag) => Object.prototype.hasOwnProperty.call(TEXTS, tag)) || "en"
    );
  }

  /** Asks Keycloak. That is no activity. */
  function loader(realm, accessToken) {
    return async () => {
      const token = await accessToken();
      if (!token) {
        throw new Error("not signed in");
      }
      const answer = await fetch(`${realm}/account-security/automatic-logout/session`, {
        headers: { Accept: "application/json", Authorization: `Bearer ${token}` },
        cache: "no-store",
        credentials: "omit",
      });
      if (!answer.ok) {
        throw new Error(`Keycloak answered ${answer.status}`);
      }
      return answer.json();
    };
  }

  function inTime(promise, milliseconds) {
    let timer;
    const timeout = new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error("no answer")), milliseconds);
    });
    return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
  }

  /** Tells the watch what happens in this window. The result ends that. */
  function listen(watch, tabs) {
    let position = null;
    const note = (event) => {
      // Not what a script plays.
      if (!event.isTrusted) {
        return;
      }
      if (event.type === "pointermove") {
        // A page that moves under the pointer is no hand that moves it.
        const previous = position;
        position = `${event.screenX},${event.screenY}`;
        if (previous === null || previous === position) {
          return;
        }
      }
      watch.noteActivity();
    };
    const lookAgain = () => document.visibilityState === "visible" && watch.lookAgain();
    const fromAnotherTab = (event) => event.key === tabs.key && watch.check();

    const anywhere = { capture: true, passive: true };
    const listeners = [
      ...ACTIVITY.map((type) => [window, type, note, anywhere]),
      [window, "storage", fromAnotherTab],
      [window, "focus", lookAgain],
      [window, "pageshow", lookAgain],
      [document, "visibilitychange", lookAgain],
    ];
    listeners.forEach(([target, type, listener, options]) => target.addEventListener(type, listener, options));
    return () =>
      listeners.forEach(([target, type, listener, options]) => target.removeEventListener(type, listener, options));
  }

  const source = document.currentScript ? document.currentScript.src : "";
  const ADDRESS = /^(.*\/realms\/([^/]+))(?:\/account-security\/automatic-logout\.js(?:[?#].*)?|\/?)$/;
  let running = null;

  /**
   * Begins to watch, once for each page: what was begun before is stopped.
   *
   * @param {object} options
   * @param {() => string} options.accessToken the access token that the application has now; may return a promise
   * @param {() => Promise} options.refresh fetches new tokens, which tells the server of activity; fails if it cannot
   * @param {() => void} options.signOut signs the user out
   * @param {() => void} [options.onEnd] called instead of signOut when the time is over
   * @param {(warning: {endsAt: number, stay: () => Promise<boolean>, signOut: () => void}) => (() => void)}
   *   [options.onWarning] shows the application's own dialog and returns what closes it; `endsAt` as in Date.now(), `stay`
   *   gives whether the server has been told
   * @param {string} [options.language] en, de, fr, es or ru; otherwise that of the page
   * @param {string} [options.realm] address of the realm, where this script did not come from there
   * @param {() => Promise<{minutes: ?number, secondsLeft: ?number}>} [options.load] in place of accessToken, for
   *   applications whose tokens are on their own server: passes on what Keycloak answers
   * @returns {{stop: () => void}}
   */
  function start(options) {
    const { accessToken, refresh, signOut, onEnd = signOut, onWarning, language, load } = options;
    const address = ADDRESS.exec(options.realm || source);
    if (typeof refresh !== "function" || typeof signOut !== "function") {
      throw new TypeError("GatehouseAutomaticLogout needs refresh and signOut");
    }
    if (typeof load !== "function" && (typeof accessToken !== "function" || !address)) {
      throw new TypeError("GatehouseAutomaticLogout needs accessToken, and realm if the script is not loaded from there");
    }
    if (running) {
      running.stop();
    }

    const tabs = new Tabs(address ? decodeURIComponent(address[2]) : "");
    const leaveBy = (way) => () => {
      control.stop();
      way();
    };
    const watch = new Watch({
      load: load ? async () => load() : loader(address[1], accessToken),
      refresh: async () => refresh(),
      tabs,
      warn: ({ endsAt, stay }) => {
        const warning = { endsAt, stay, signOut: leaveBy(signOut) };
        return onWarning ? onWarning(warning) : showDialog(warning, languageOf(language));
      },
      end: leaveBy(onEnd),
    });
    const stopListening = listen(watch, tabs);
    const control = {
      stop() {
        stopListening();
        watch.stop();
      },
    };
    running = control;
    watch.ask();
    return control;
  }

  window.GatehouseAutomaticLogout = Object.freeze({ start });
})();
