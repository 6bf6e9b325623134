/** Why a pattern is not searched for. The sentence for each is `replace.problem.<code>`. */
export const PATTERN_PROBLEMS = ["empty", "invalid", "runaway"] as const;
export type PatternProblem = (typeof PATTERN_PROBLEMS)[number];

export type PatternRequest = { find: string; regex: boolean; matchCase: boolean };

/** More repetitions without an end than this take too long even where none is in another. */
const MOST_UNBOUNDED = 4;

/**
 * What finds a text or an expression, or why it cannot be used. A regular expression that may take for ever on a short
 * text (a repeated group in which something is repeated, or there is a choice) is `runaway`: nothing could stop it.
 */
export function patternOf({ find, regex, matchCase }: PatternRequest): RegExp | PatternProblem {
  if (find === "") return "empty";
  const flags = matchCase ? "gu" : "giu";
  if (!regex)
    return new RegExp(find.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&").replace(/\\-/g, "\\x2d"), flags);
  let pattern: RegExp;
  try {
    pattern = new RegExp(find, flags);
  } catch {
    return "invalid";
  }
  return isRunaway(find) ? "runaway" : pattern;
}

type Group = { varies: boolean };

function isRunaway(source: string): boolean {
  const open: Group[] = [{ varies: false }];
  let unbounded = 0;
  /** What a quantifier here would repeat: whether it may itself match in several ways. */
  let atom: Group = { varies: false };
  for (let at = 0; at < source.length; at++) {
    const group = open[open.length - 1] as Group;
    const rest = source.slice(at);
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(rest)?.[0];
    if (source[at] === "\\") {
      // A reference to a group repeats what the group has found.
      atom = { varies: /^\\(?:[1-9]|k<)/.test(rest) };
      if (atom.varies) group.varies = true;
      at++;
    } else if (source[at] === "[") {
      at += (/^\[(?:\\.|[^\]\\])*\]/s.exec(rest)?.[0].length ?? 1) - 1;
      atom = { varies: false };
    } else if (source[at] === "(") {
      open.push({ varies: false });
      at += (/^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(rest)?.[0].length ?? 1) - 1;
    } else if (source[at] === ")") {
      atom = open.pop() ?? { varies: false };
      if (atom.varies) (open[open.length - 1] as Group).varies = true;
    } else if (source[at] === "|") {
      group.varies = true;
    } else if (quantifier !== undefined) {
      const repeats = !/^(?:\?|\{[01](?:,1)?\})/.test(quantifier);
      if (repeats && atom.varies) return true;
      if (/^(?:[*+]|\{\d+,\})/.test(quantifier)) unbounded++;
      if (!/^\{\d+\}/.test(quantifier)) group.varies = true;
      at += quantifier.length - 1;
    } else {
      atom = { varies: false };
    }
  }
  return unbounded > MOST_UNBOUNDED;
}
