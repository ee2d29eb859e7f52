"use strict";

const wanted = new URLSearchParams(location.search);
const byId = (id) => document.getElementById(id);
const show = (state) => {
  byId("state").textContent = state;
};
let session;

async function refresh() {
  const answer = await fetch(`${session.realm}/protocol/openid-connect/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "refresh_token",
      client_id: session.client,
      refresh_token: session.refreshToken,
    }),
  });
  if (!answer.ok) {
    throw new Error(`Keycloak answered ${answer.status}`);
  }
  const tokens = await answer.json();
  session.accessToken = tokens.access_token;
  session.refreshToken = tokens.refresh_token;
  byId("refreshes").textContent = Number(byId("refreshes").textContent) + 1;
}

function showOwnDialog({ stay }) {
  byId("own").hidden = false;
  byId("own-stay").onclick = stay;
  return () => {
    byId("own").hidden = true;
  };
}

async function begin() {
  session = await (await fetch(`/session?key=${wanted.get("key")}`)).json();
  const options = {
    accessToken: () => session.accessToken,
    refresh,
    signOut: () => show("signed out"),
    language: wanted.get("language") || undefined,
  };
  if (wanted.has("own")) {
    options.onWarning = showOwnDialog;
    options.onEnd = () => show("over");
  }
  const { stop } = GatehouseAutomaticLogout.start(options);
  show("running");
  byId("state").onclick = () => {
    stop();
    show("stopped");
  };
}

begin();
