/**
 * Who may see a channel of a device: everybody; everybody but only in aggregates that a budget allows; or the owner
 * alone. Named as the device registry names them.
 */
export type ChannelVisibility = "public" | "aggregate" | "private";

/** Who asks. The network's own modules judge quality on all channels and publish scores, never values. */
export type Asker =
  | { readonly kind: "public" }
  | { readonly kind: "owner"; readonly owner: string }
  | { readonly kind: "network" };

/** What of a channel somebody may have. */
export type Access = "values" | "aggregates" | "nothing";

/**
 * What `asker` may have of a channel that belongs to `owner`. An unknown visibility is treated as private.
 */
export function accessTo(visibility: ChannelVisibility | undefined, owner: string, asker: Asker): Access {
  if (asker.kind === "network") return "values";
  if (asker.kind === "owner" && asker.owner === owner) return "values";
  switch (visibility) {
    case "public":
      return "values";
    case "aggregate":
      return "aggregates";
    default:
      return "nothing";
  }
}

/** The readings whose values `asker` may have, in their order. */
export function visibleReadings<T extends { readonly device: string; readonly channel: string }>(
  readings: readonly T[],
  visibilityOf: (device: string, channel: string) => ChannelVisibility | undefined,
  ownerOf: (device: string) => string,
  asker: Asker,
): T[] {
  return readings.filter(
    ({ device, channel }) => accessTo(visibilityOf(device, channel), ownerOf(device), asker) === "values",
  );
}
