/**
 * The first two Shelley epochs of Cardano, in lovelace. What the pots model computes is not here: this is
 * what must be known from outside to compute it.
 */
export const genesis = {
  /**
   * Unspent outputs when epoch 208 began; the reserve is the rest of the cap.
   * Source: cf-java-rewards-calculation, network configuration of the main network.
   */
  unspentOutputs: 31_111_977_147_073_356n,
  /** The cap: 45 thousand million ADA. Source: cardano-ledger-shelley, maximum lovelace supply. */
  cap: 45_000_000_000_000_000n,
  /**
   * Rewards of the Incentivised Testnet, paid out of the reserve in epoch 208.
   * Source: acropolis-rewards-notes, "mirs: 593529326186446".
   */
  testnetPayment: 593_529_326_186_446n,
  /**
   * Deposits returned to reward accounts before epoch 209: 15 pools of 500 ADA. Not published as such;
   * follows from the recorded unspent outputs of epoch 209 (31 111 517 964 861 148, acropolis-rewards-notes):
   * they fell by the deposits and fees below and by 7 500 ADA more.
   */
  returnedDeposits: 7_500_000_000n,
  /** Deposits held when epoch 209 began. Source: acropolis-rewards-notes (ada_pots of db-sync). */
  deposits: 441_012_000_000n,
  /** Fees collected in epoch 208, shared out in epoch 210. Source: acropolis-rewards-notes (ada_pots of db-sync). */
  fees: 10_670_212_208n,
} as const;
