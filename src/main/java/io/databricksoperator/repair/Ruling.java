package io.databricksoperator.repair;

import io.databricksoperator.api.RepairPolicySpec.Action;

/**
 * What one rule says about one failed task.
 *
 * @param action what it leads to
 * @param why the rule, the task and the evidence, for people
 */
record Ruling(Action action, String why) {}
