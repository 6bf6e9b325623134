import type { Role } from "./role";

/** What an owner sees of somebody who may use the console. */
export type PersonView = {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabled: boolean;
  secondFactor: boolean;
  sessions: number;
};
