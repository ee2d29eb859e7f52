// Runs npm for the Maven build with the Node that runs this file.
//   node scripts/npm.mjs install     npm ci, unless the lock file is the one that was installed last
//   node scripts/npm.mjs run <name>  a script of package.json
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stampFile = `${root}/node_modules/.gatehouse-installed`;
const [task, name] = process.argv.slice(2);

function npm(...args) {
  const windows = process.platform === "win32";
  const { status, error } = spawnSync(windows ? "npm.cmd" : "npm", args, {
    cwd: root,
    stdio: "inherit",
    shell: windows,
  });
  if (error) {
    console.error(`npm could not be started: ${error.message}. Node 20.19 or newer with npm is needed.`);
  }
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

/** What the installed packages depend on: the lock file and the kind of machine (some packages are native). */
function stamp() {
  const lock = createHash("sha256").update(readFileSync(`${root}/package-lock.json`)).digest("hex");
  return `${lock} ${process.platform} ${process.arch} ${process.versions.modules}\n`;
}

if (task === "install") {
  const wanted = stamp();
  const installed = existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "";
  if (installed !== wanted) {
    npm("ci");
    writeFileSync(stampFile, wanted);
  }
} else if (task === "run" && name) {
  npm("run", "--silent", name);
} else {
  console.error("usage: node scripts/npm.mjs install | run <name>");
  process.exit(2);
}
