import type { Locale as AppLocale } from "./locale";
import type en from "./messages/en.json";

// Every key that code asks for must be in the catalogue: the type checker sees to it.
declare module "use-intl" {
  interface AppConfig {
    Locale: AppLocale;
    Messages: typeof en;
  }
}
