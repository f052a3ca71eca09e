{{ stage('policy_grid') }}
