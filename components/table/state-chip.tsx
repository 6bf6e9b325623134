import { useTranslations } from "use-intl";
import { Chip } from "@/components/ui/chip";
import type { RowState } from "@/lib/sheet/row";
import { STATE_LOOKS } from "./state-badge";

/** A filter for the rows in one state. */
export function StateChip({
  name,
  ...chip
}: {
  name: RowState;
  count: number;
  pressed: boolean;
  onPress: () => void;
}) {
  const t = useTranslations("state");
  const { icon: Icon, look } = STATE_LOOKS[name];
  return (
    <Chip {...chip}>
      <Icon aria-hidden className={`size-3.5 ${look}`} />
      {t(name)}
    </Chip>
  );
}
