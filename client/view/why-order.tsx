import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { FindingWords } from "#client/messages/compiled/finding.ts";
import type { Lang } from "#client/messages/messages.ts";
import type { PostOrder } from "#shared/model.ts";
import { useUi } from "./ui.ts";
import { asItStands } from "./unhurried.tsx";

type Rules = Pick<FindingWords, "orderRules" | "pageOrder">;

/** The rules of all orders where they are at hand: with the server, and on the page of posts. Elsewhere they are fetched once another one is chosen. */
export const OrderRulesContext = createContext<Rules | null>(null);

/** null where they can't be had: then what the server said stays. */
async function rulesIn(lang: Lang): Promise<Rules | null> {
  try {
    const { findingWords } = await import("#client/messages/compiled/finding.ts");
    return findingWords[lang];
  } catch {
    return null;
  }
}

/** By which rule posts stand where they do. `onPage`: also those of the discussion's own page, which an order leads away from. */
export function WhyOrder({ order, onPage }: { order: PostOrder; onPage: boolean }) {
  const { t, lang } = useUi();
  const given = useContext(OrderRulesContext);
  const [rules, setRules] = useState(given);
  const [first] = useState(order);
  useEffect(() => {
    if (!rules && order !== first) void rulesIn(lang).then(setRules);
  }, [order]);
  return (
    <details class="why">
      <summary>{t.whyOrder}</summary>
      {rules ? (
        <p>
          {onPage && `${rules.pageOrder} `}
          {rules.orderRules[order]}
        </p>
      ) : (
        <p key="as-it-stands" {...asItStands()} />
      )}
    </details>
  );
}
