{{ stage('indicator_targets') }}
