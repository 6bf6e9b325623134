export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

export const PASSWORD_PROBLEMS = ["short", "long", "simple", "personal"] as const;
export type PasswordProblem = (typeof PASSWORD_PROBLEMS)[number];

export const PASSWORD_STRENGTHS = ["weak", "fair", "strong"] as const;
export type PasswordStrength = (typeof PASSWORD_STRENGTHS)[number];
