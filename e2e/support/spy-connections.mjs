// For tests only, by --import in each thread of a console: writes down whom it connects to and which names it looks up.
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

const note = (what) => appendFileSync(process.env.FERRY_TEST_CONNECTIONS, `${what}\n`);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  // As the caller wrote them, or as Node has put them in order.
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  const to =
    typeof first === "object" ? first : Number(first) >= 0 ? { port: first, host: second } : { path: first };
  note(to.path ?? `${typeof to.host === "string" ? to.host : "localhost"}:${to.port}`);
  return connect.apply(this, given);
};

for (const where of [dns, dns.promises])
  for (const name of Object.keys(where).filter((key) => /^(?:lookup|resolve|reverse)/.test(key))) {
    const asked = where[name];
    where[name] = function (host, ...rest) {
      note(host);
      return asked.call(this, host, ...rest);
    };
  }
syncBuiltinESMExports();
