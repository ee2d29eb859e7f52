package io.github.gatehouse.accountsecurity.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.RealmModel;

/** Reads and changes the executions of a flow. */
final class FlowEditor {

    private static final int STEP = 10;

    private final RealmModel realm;

    FlowEditor(RealmModel realm) {
        this.realm = realm;
    }

    /** The executions of one level, in their order. */
    List<AuthenticationExecutionModel> executions(String flowId) {
        return realm.getAuthenticationExecutionsStream(flowId).toList();
    }

    /** All executions of the flow and its sub-flows, from the outside in. */
    Stream<AuthenticationExecutionModel> all(String flowId) {
        return executions(flowId).stream()
                .flatMap(execution -> Stream.concat(
                        Stream.of(execution),
                        execution.isAuthenticatorFlow() ? all(execution.getFlowId()) : Stream.empty()));
    }

    boolean contains(String flowId, Predicate<AuthenticationExecutionModel> wanted) {
        return executions(flowId).stream().anyMatch(wanted);
    }

    static Predicate<AuthenticationExecutionModel> is(String authenticator) {
        return execution -> authenticator.equals(execution.getAuthenticator());
    }

    /** Adds an authenticator behind an execution of the same level; at the beginning if that is null. */
    void addBehind(String flowId, AuthenticationExecutionModel before, String authenticator, Requirement requirement) {
        AuthenticationExecutionModel execution = new AuthenticationExecutionModel();
        execution.setParentFlow(flowId);
        execution.setAuthenticator(authenticator);
        execution.setRequirement(requirement);
        insert(flowId, before, execution);
    }

    /** Adds an empty sub-flow behind an execution of the same level. */
    AuthenticationFlowModel addSubFlowBehind(
            String flowId,
            AuthenticationExecutionModel before,
            String alias,
            String description,
            Requirement requirement) {
        AuthenticationFlowModel subFlow = new AuthenticationFlowModel();
        subFlow.setAlias(alias);
        subFlow.setDescription(description);
        subFlow.setProviderId("basic-flow");
        subFlow.setBuiltIn(false);
        subFlow.setTopLevel(false);
        subFlow = realm.addAuthenticationFlow(subFlow);
        AuthenticationExecutionModel execution = new AuthenticationExecutionModel();
        execution.setParentFlow(flowId);
        execution.setFlowId(subFlow.getId());
        execution.setAuthenticatorFlow(true);
        execution.setRequirement(requirement);
        insert(flowId, before, execution);
        return subFlow;
    }

    private void insert(String flowId, AuthenticationExecutionModel before, AuthenticationExecutionModel added) {
        List<AuthenticationExecutionModel> order = new ArrayList<>(executions(flowId));
        int place = before == null
                ? 0
                : 1
                        + order.stream()
                                .map(AuthenticationExecutionModel::getId)
                                .toList()
                                .indexOf(before.getId());
        added.setPriority(place < order.size() ? order.get(place).getPriority() : lastPriority(order) + STEP);
        for (AuthenticationExecutionModel later : order.subList(place, order.size())) {
            later.setPriority(later.getPriority() + STEP);
            realm.updateAuthenticatorExecution(later);
        }
        realm.addAuthenticatorExecution(added);
    }

    private static int lastPriority(List<AuthenticationExecutionModel> order) {
        return order.isEmpty() ? 0 : order.get(order.size() - 1).getPriority();
    }

    void require(AuthenticationExecutionModel execution, Requirement requirement) {
        execution.setRequirement(requirement);
        realm.updateAuthenticatorExecution(execution);
    }

    /**
     * Copies the executions of one level with all below it.
     *
     * @param alias begins the aliases of the sub-flows and configurations that are made
     */
    void copyExecutions(String fromFlowId, String toFlowId, String alias) {
        for (AuthenticationExecutionModel original : executions(fromFlowId)) {
            AuthenticationExecutionModel copy = new AuthenticationExecutionModel();
            copy.setParentFlow(toFlowId);
            copy.setAuthenticator(original.getAuthenticator());
            copy.setRequirement(original.getRequirement());
            copy.setPriority(original.getPriority());
            copy.setAuthenticatorFlow(original.isAuthenticatorFlow());
            copy.setAuthenticatorConfig(copyConfig(original.getAuthenticatorConfig(), alias));
            if (original.isAuthenticatorFlow()) {
                copy.setFlowId(copySubFlow(original.getFlowId(), alias));
            }
            realm.addAuthenticatorExecution(copy);
        }
    }

    private String copySubFlow(String flowId, String alias) {
        AuthenticationFlowModel original = realm.getAuthenticationFlowById(flowId);
        AuthenticationFlowModel copy = new AuthenticationFlowModel();
        copy.setAlias(alias + " " + original.getAlias());
        copy.setDescription(original.getDescription());
        copy.setProviderId(original.getProviderId());
        copy.setBuiltIn(false);
        copy.setTopLevel(false);
        copy = realm.addAuthenticationFlow(copy);
        copyExecutions(flowId, copy.getId(), alias);
        return copy.getId();
    }

    private String copyConfig(String configId, String alias) {
        AuthenticatorConfigModel original = configId == null ? null : realm.getAuthenticatorConfigById(configId);
        if (original == null) {
            return configId;
        }
        AuthenticatorConfigModel copy = new AuthenticatorConfigModel();
        copy.setAlias(alias + " " + original.getAlias());
        copy.setConfig(original.getConfig());
        return realm.addAuthenticatorConfig(copy).getId();
    }

    Optional<AuthenticationExecutionModel> find(String flowId, Predicate<AuthenticationExecutionModel> wanted) {
        return all(flowId).filter(wanted).findFirst();
    }
}
