import { Timestamp } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

import { formatDateAndTime } from "./dates";

/** A time in short; the exact one on hover, on focus and for screen readers. */
export const Time = ({ time, text }: { time: string; text: string }) => {
  const { i18n } = useTranslation();
  const exact = formatDateAndTime(time, i18n.language);
  return (
    <Timestamp date={new Date(time)} dateTime={time} tooltip={{ variant: "custom", content: exact }}>
      {text}
      <span className="pf-v5-u-screen-reader"> ({exact})</span>
    </Timestamp>
  );
};
